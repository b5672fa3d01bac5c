import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { loadRisk, RiskFaults } from '../../registry/loadRisk.ts'
import { parsePattern } from '../../registry/riskPattern.ts'

describe('the data of danger', () => {
  it('loads without a fault', async () => {
    const data = await loadRisk(new URL('../../data', import.meta.url))
    expect(data.rules.map(one => one.kind)).to.have.members([
      'suicide',
      'selfharm',
      'overdose',
      'violence',
      'sexual',
      'eating',
      'runaway',
      'psychosis',
      'harmOthers',
      'danger',
    ])
    expect(data.weights).to.not.equal(undefined)
  })

  it('stops the start with every fault at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'brobygger-risk-'))
    try {
      await cp(fileURLToPath(new URL('../../data/risk', import.meta.url)), join(folder, 'risk'), { recursive: true })
      const file = join(folder, 'risk', 'rules', 'runaway.json')
      const rules = JSON.parse(await readFile(file, 'utf8')) as { rules: { level: string; patterns: string[] }[] } // our own file
      rules.rules[0]!.level = 'loud'
      rules.rules[1]!.patterns.push('((')
      await writeFile(file, JSON.stringify(rules))
      const error = await loadRisk(folder).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      expect(error).to.be.instanceOf(RiskFaults)
      expect((error as RiskFaults).faults.filter(fault => fault.file === 'runaway.json')).to.have.length(2)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('knows a pattern it cannot read', () => {
    for (const bad of ['', '((', '()', '#', '!(a|b)', '(a > b']) expect(parsePattern(bad), bad).to.equal(undefined)
    for (const good of ['a > b', '(a|b > c) ~ #d !e*', 'min (gode > )?ven dø*', 'a & b'])
      expect(parsePattern(good), good).to.not.equal(undefined)
  })
})
