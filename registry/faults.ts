import type { z } from 'zod'

/** Something wrong in the registry's data, told so that an editor can mend it without reading code. */
export interface Fault {
  file: string
  /** The entry's id, or its number in the file where it has none. */
  id: string
  /** Path of the field: `rules.0.age.from`. */
  field: string
  expected: string
  mend: string
}

/** Thrown when the registry may not be used as it is. Lists every fault at once. */
export class RegistryFaults extends Error {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    const count = `${faults.length} fault${faults.length === 1 ? '' : 's'}`
    super(`The registry has ${count}:\n${faults.map(faultLine).join('\n')}`)
    this.name = 'RegistryFaults'
    this.faults = faults
  }
}

/** One fault on one line. */
export function faultLine({ file, id, field, expected, mend }: Fault): string {
  const where = [file, id, field].filter(part => part !== '').join(' › ')
  return `  ${where}: expected ${expected}. ${mend}`
}

/** What zod found wrong with one entry, as faults. */
export const faultsOf = (error: z.ZodError, file: string, id: string): Fault[] => error.issues.map(issue => ({ file, id, ...told(issue) }))

function told(issue: z.core.$ZodIssue): { field: string; expected: string; mend: string } {
  const field = issue.path.join('.')
  const name = field === '' ? 'the entry' : `\`${field}\``
  switch (issue.code) {
    case 'unrecognized_keys':
      return { field, expected: `no field ${issue.keys.join(', ')}`, mend: 'Remove it, or check its spelling against registry/offer.ts.' }
    case 'invalid_type':
      return { field, expected: article(issue.expected), mend: `Give ${name} ${article(issue.expected)}.` }
    case 'invalid_value':
      return { field, expected: `one of ${issue.values.join(', ')}`, mend: `Choose one of them for ${name}.` }
    case 'too_small':
      return { field, expected: `at least ${issue.minimum}${issue.origin === 'array' ? ' of them' : ''}`, mend: `Fill in ${name}.` }
    case 'too_big':
      return { field, expected: `at most ${issue.maximum}`, mend: `Lower ${name}.` }
    case 'invalid_union':
      return union(field, name)
    default:
      return { field, expected: issue.message, mend: `Correct ${name}.` }
  }
}

function union(field: string, name: string) {
  if (field.startsWith('rules'))
    return {
      field,
      expected: 'a rule: { fact, is }, { age }, { asks }, { all }, { any } or { not }',
      mend: `Write ${name} as one of them.`,
    }
  if (field.startsWith('themes'))
    return { field, expected: '1 (touches it), 2 (covers it) or 3 (made for it)', mend: `Give ${name} one of the three.` }
  return { field, expected: 'one of the allowed forms', mend: `Correct ${name}.` }
}

const article = (kind: string) => `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`
