import { z } from 'zod'
import { withWriter } from '../../dialogs/hearNeed.ts'
import type { Matcher } from '../../registry/matching.ts'
import { type OneShot, situationOf } from '../../registry/oneShot.ts'
import { emptySituation, role, type Situation } from '../../registry/situation.ts'
import { defaultMunicipality } from '../config.ts'
import { readArguments, WrongArguments } from './arguments.ts'

/** What is given beside a text; it stands, whatever the text says. `other` is a grown-up of whom we do not know more. */
export const given = {
  role: z.enum([...role.options, 'other'], `one of ${role.options.join(', ')}, other, or null`).nullish(),
  age: z.number('a number of years, or null').min(0, 'from 0').max(120, 'to 120').nullish(),
  municipality: z.string('the id of a municipality, or null').nullish(),
}

/** The options of a command that reads one text, beside its own. */
export const givenOptions = { municipality: { type: 'string' }, age: { type: 'string' }, role: { type: 'string' } } as const

/** One text from the command line with what is given beside it. Throws WrongArguments. */
export function readOneShot(args: string[], example: string): OneShot {
  const { values, positionals } = readArguments(args, givenOptions)
  const text = positionals.join(' ')
  if (text.trim() === '') throw new WrongArguments(`the text is missing: ${example}`)
  const { municipality = defaultMunicipality, role: asks, age } = values
  const told = z.object(given).safeParse({ municipality, role: asks, age: age === undefined ? undefined : Number(age.replace(',', '.')) })
  if (!told.success) throw new WrongArguments(told.error.issues.map(issue => `--${issue.path.join('.')}: ${issue.message}`).join('; '))
  return { text, ...told.data }
}

/** The situation of one message; who writes, and so whose age is told, is heard as in the talk where it is not given. Pure. */
export function situationHeard(message: OneShot, matcher: Matcher): Situation {
  const writer = message.role ?? withWriter(emptySituation(), message.text, { matcher }).role
  return situationOf({ ...message, role: writer }, matcher)
}
