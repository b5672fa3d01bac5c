import type { Matcher } from './matching.ts'
import { emptySituation, type Role, type Situation } from './situation.ts'

/** A single message with what was given beside it, as `brobygger match` and the evaluation sets have it. */
export interface OneShot {
  text: string
  /** `other` is a relative or a professional: an adult of whom no more is known. */
  role?: Role | 'other' | null | undefined
  age?: number | null | undefined
  municipality?: string | null | undefined
}

/** The situation of one message. What is given outright outranks what the text seems to tell. Pure. */
export function situationOf({ text, role, age, municipality }: OneShot, matcher: Matcher): Situation {
  const given = role === 'other' || role === null ? undefined : role
  const heard = matcher.hear({ ...emptySituation(), ...(given === undefined ? {} : { role: given }) }, text)
  // A grandfather or a coach ("other") may ask on a child's behalf: no role is assumed, so that no offer is closed to them by a guess.
  const { role: heardRole, ...rest } = heard
  return {
    ...rest,
    ...(given !== undefined ? { role: given } : role === 'other' || heardRole === undefined ? {} : { role: heardRole }),
    ...(typeof age === 'number' ? { age } : {}),
    ...(typeof municipality === 'string' ? { municipality } : {}),
  }
}
