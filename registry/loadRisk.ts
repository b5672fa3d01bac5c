import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { type RiskData, riskHarmless, riskReal, riskRules, riskWords } from './riskData.ts'
import { classesIn } from './riskPattern.ts'
import { decodeWeights, type RiskWeights } from './riskWeights.ts'

export interface RiskFault {
  file: string
  field: string
  expected: string
  mend: string
}

/** All that is wrong in data/risk, at once. */
export class RiskFaults extends Error {
  readonly faults: readonly RiskFault[]

  constructor(faults: readonly RiskFault[]) {
    super(faults.map(fault => `${fault.file}: ${fault.field}: ${fault.expected}; ${fault.mend}`).join('\n'))
    this.name = 'RiskFaults'
    this.faults = faults
  }
}

/**
 * Reads what danger sounds like from `risk/` in the data folder and checks it. Throws RiskFaults with every fault, as a service
 * that cannot hear danger must not start. The weights of the second voice may be absent: then the rules speak alone; whoever makes
 * them anew leaves them out.
 */
export async function loadRisk(dir: string | URL, { weighed = true } = {}): Promise<RiskData> {
  const folder = join(dir instanceof URL ? fileURLToPath(dir) : dir, 'risk')
  const faults: RiskFault[] = []
  const [wordFiles, ruleFiles, harmless, real, weights] = await Promise.all([
    readAll(folder, 'words', riskWords, faults),
    readAll(folder, 'rules', riskRules, faults),
    readOne(folder, 'harmless.json', riskHarmless, faults),
    readOne(folder, 'real.json', riskReal, faults),
    weighed ? readWeights(folder) : undefined,
  ])
  const words: Record<string, string[]> = {}
  for (const { content } of wordFiles)
    for (const [name, entries] of Object.entries(content)) words[name] = [...(words[name] ?? []), ...entries]
  const data: RiskData = {
    words,
    rules: ruleFiles.map(({ content }) => content),
    harmless: harmless ?? { idioms: [], contexts: {} },
    real: real?.words.split(' ') ?? [],
    ...(weights ? { weights } : {}),
  }
  if (faults.length === 0) faults.push(...unknownNames(data))
  if (faults.length > 0) throw new RiskFaults(faults)
  return data
}

async function readAll<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
  faults: RiskFault[],
): Promise<{ file: string; content: T }[]> {
  const files = (await readdir(join(folder, name)).catch(() => [])).filter(file => file.endsWith('.json')).sort()
  if (files.length === 0) faults.push({ file: name, field: '', expected: 'at least one file', mend: `put the files back into ${name}` })
  const read = await Promise.all(files.map(async file => ({ file, content: await readOne(join(folder, name), file, schema, faults) })))
  return read.flatMap(({ file, content }) => (content === undefined ? [] : [{ file, content }]))
}

async function readOne<T>(folder: string, file: string, schema: z.ZodType<T>, faults: RiskFault[]): Promise<T | undefined> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => undefined)
  if (text === undefined) {
    faults.push({ file, field: '', expected: 'a file that can be read', mend: 'put it back' })
    return undefined
  }
  const parsed = schema.safeParse(fromJson(text))
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues)
    faults.push({ file, field: issue.path.join('.'), expected: issue.message, mend: 'see data/risk/README.md' })
  return undefined
}

/** The second voice; absent, the rules speak alone. Throws RiskFaults where the file is not as it must be. */
export async function readWeights(folder: string): Promise<RiskWeights | undefined> {
  const bytes = await readFile(join(folder, 'weights.bin')).catch(() => undefined)
  if (bytes === undefined) return undefined
  try {
    return decodeWeights(bytes)
  } catch (error) {
    const expected = `weights as test/eval/trainRisk.ts writes them (${error instanceof Error ? error.message : error})`
    throw new RiskFaults([{ file: 'weights.bin', field: '', expected, mend: 'node test/eval/trainRisk.ts --write' }])
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Names of classes and contexts that are used and not there, and classes that hold themselves. */
function unknownNames({ words, rules, harmless }: RiskData): RiskFault[] {
  const faults: RiskFault[] = []
  const check = (file: string, field: string, source: string): void => {
    for (const name of classesIn(source)) {
      if (!words[name]) faults.push({ file, field, expected: `a class #${name}`, mend: 'add it to risk/words or mend its name' })
    }
  }
  for (const name of ['ikke', 'fortid', 'nutid']) {
    if (!words[name]) faults.push({ file: 'words', field: name, expected: `a class #${name}`, mend: 'put it back' })
  }
  for (const [name, entries] of Object.entries(words)) {
    for (const entry of entries) check('words', name, entry)
    if (reaches(words, name, name, new Set()))
      faults.push({ file: 'words', field: name, expected: 'no circle', mend: `take #${name} out of what it holds` })
  }
  for (const { kind, rules: group } of rules) {
    for (const [nth, rule] of group.entries()) {
      for (const source of rule.patterns) check(`rules of ${kind}`, `rules.${nth}`, source)
      for (const name of rule.unless ?? []) {
        if (!harmless.contexts[name])
          faults.push({
            file: `rules of ${kind}`,
            field: `rules.${nth}.unless`,
            expected: `a context ${name}`,
            mend: 'add it to harmless.json',
          })
      }
    }
  }
  for (const source of harmless.idioms) check('harmless.json', 'idioms', source)
  for (const [name, sources] of Object.entries(harmless.contexts)) for (const source of sources) check('harmless.json', name, source)
  return faults
}

function reaches(words: Record<string, string[]>, from: string, to: string, seen: Set<string>): boolean {
  if (seen.has(from)) return false
  seen.add(from)
  return (words[from] ?? []).flatMap(classesIn).some(name => name === to || reaches(words, name, to, seen))
}
