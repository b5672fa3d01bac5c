import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { compileRisk } from '../../dialogs/urgency/compile.ts'
import { createAssess } from '../../dialogs/urgency.ts'
import { loadRisk } from '../../registry/loadRisk.ts'
import { openRisk } from '../../registry/openRisk.ts'
import { packRisk, unpackRisk } from '../../registry/packRisk.ts'
import { decodeWeights, encodeWeights } from '../../registry/riskWeights.ts'
import { labelled } from '../eval/labelled.ts'

const dataFolder = fileURLToPath(new URL('../../data', import.meta.url))
const texts = ['never-miss.jsonl', 'own-harmless.jsonl'].flatMap(labelled).flatMap(({ text }, nth) => (nth % 4 === 0 ? [text] : []))

describe('the compiled data of danger', () => {
  it('is made from the files beside it (else: node test/eval/compileRisk.ts)', async () => {
    expect(await openRisk(dataFolder)).to.have.property('names')
  })

  it('gives the same answers as the files it was made from', async () => {
    const quick = createAssess(await openRisk(dataFolder))
    const slow = createAssess(await loadRisk(dataFolder))
    expect(texts.map(text => quick([text]))).to.deep.equal(texts.map(text => slow([text])))
  })

  it('is the same packed and unpacked, but for names nobody asks for', async () => {
    const compiled = compileRisk(await loadRisk(dataFolder))
    const back = unpackRisk(JSON.parse(JSON.stringify(packRisk(compiled))))
    expect({ ...back, names: [] }).to.deep.equal({ ...compiled, names: [] })
  })

  it('is left aside when a file was changed, or when it is damaged itself', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'brobygger-risk-'))
    try {
      await cp(join(dataFolder, 'risk'), join(folder, 'risk'), { recursive: true })
      const compiled = join(folder, 'risk', 'compiled.json')
      const whole = await readFile(compiled, 'utf8')
      await writeFile(compiled, whole.replace('[', '[ '))
      expect(await openRisk(folder)).to.not.have.property('names')
      await writeFile(compiled, whole)
      expect(await openRisk(folder)).to.have.property('names')
      const rules = join(folder, 'risk', 'rules', 'runaway.json')
      await writeFile(rules, `${await readFile(rules, 'utf8')}\n`)
      expect(await openRisk(folder)).to.not.have.property('names')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('has weights that come back from their file as they were, and no others', () => {
    const weights = {
      made: 'here',
      bits: 8,
      table: Uint8Array.from({ length: 256 }, (_, nth) => nth),
      kindBits: 8,
      kindTable: Int8Array.from({ length: 512 }, (_, nth) => (nth % 101) - 50),
      kinds: ['suicide', 'violence'],
      scales: {
        risk: { scale: 1, bias: 0 },
        acute: { scale: 1, bias: 0 },
        kinds: [
          { scale: 1, bias: 0 },
          { scale: 2, bias: 1 },
        ],
      },
      thresholds: { risk: 0, acute: 0 },
    }
    const bytes = encodeWeights(weights)
    expect(decodeWeights(Buffer.concat([Buffer.from('abc'), bytes]).subarray(3))).to.deep.equal(weights)
    expect(() => decodeWeights(bytes.subarray(0, bytes.length - 1))).to.throw('bytes, expected')
    expect(() => decodeWeights(Buffer.from('nothing'))).to.throw('no first line')
  })

  it('puts the right kind of danger first nine times of ten', async () => {
    const assess = createAssess(await openRisk(dataFolder))
    const rows = labelled('own-risk.jsonl').filter(row => assess([row.text]).level !== 'none')
    const named = rows.filter(row => assess([row.text]).kinds[0] === row.kind)
    expect(named.length / rows.length).to.be.at.least(0.9)
  })
})
