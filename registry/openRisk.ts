import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadRisk, readWeights } from './loadRisk.ts'
import { type PackedRisk, packRisk, unpackRisk } from './packRisk.ts'
import type { CompiledRisk } from './riskCompiled.ts'
import type { RiskData } from './riskData.ts'
import type { RiskWeights } from './riskWeights.ts'

export type OpenedRisk = RiskData | (CompiledRisk & { weights?: RiskWeights })

/** Made by `node test/eval/compileRisk.ts` from the files beside it. */
const compiledFile = 'compiled.json'

/**
 * What danger sounds like, as quickly as it can be had: compiled, where that was made from exactly the files that lie there (they were checked
 * then), else read and checked anew. So a change in data/risk counts at the next start, with or without compiling. Throws RiskFaults as
 * loadRisk does.
 */
export async function openRisk(dir: string | URL): Promise<OpenedRisk> {
  const folder = join(dir instanceof URL ? fileURLToPath(dir) : dir, 'risk')
  const [made, sources] = await Promise.all([readFile(join(folder, compiledFile), 'utf8').catch(() => ''), hashOfSources(folder)])
  const end = made.indexOf('\n')
  const [of, is] = made.slice(0, Math.max(0, end)).split(' ')
  const body = made.slice(end + 1)
  if (end === -1 || of !== sources || is !== hashOf(body)) return loadRisk(dir)
  const weights = await readWeights(folder)
  return { ...unpackRisk(JSON.parse(body) as PackedRisk), ...(weights && { weights }) } // written by us, and whole: its hash says so
}

/** The compiled file's content: the hash of what it was made from, its own, and the data. */
export async function compiledContent(dir: string | URL, compiled: CompiledRisk): Promise<string> {
  const folder = join(dir instanceof URL ? fileURLToPath(dir) : dir, 'risk')
  const body = JSON.stringify(packRisk(compiled))
  return `${await hashOfSources(folder)} ${hashOf(body)}\n${body}`
}

async function hashOfSources(folder: string): Promise<string> {
  const names = await Promise.all(
    ['words', 'rules'].map(async part => (await readdir(join(folder, part)).catch(() => [])).sort().map(file => join(part, file))),
  )
  const files = [...names.flat().filter(file => file.endsWith('.json')), 'harmless.json', 'real.json']
  const contents = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8').catch(() => '')))
  return hashOf(contents.map((content, nth) => `${files[nth]}\n${content}`).join('\n'))
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
