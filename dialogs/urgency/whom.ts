import type { RiskKind } from '../urgency.ts'
import type { Lexicon } from './lexicon.ts'
import type { Place } from './places.ts'
import type { Word } from './reading.ts'

export type Whom = (
  finding: { kind: RiskKind; about: 'self' | 'other' | undefined; place: Place },
  words: readonly Word[],
) => 'self' | 'other'

/** Kinds in which the person named does it to themself; in the others a person named first may be the one who does harm. */
const inward: readonly RiskKind[] = ['suicide', 'selfharm', 'overdose', 'eating', 'runaway', 'psychosis', 'harmOthers']

/** Whether a finding is about the one who writes or about someone they worry for: "min veninde", "min søn", without a "mig". */
export function createWhom(lexicon: Lexicon): Whom {
  const self = lexicon.classId('mig')
  const person = lexicon.classId('andre')
  const inNeed = lexicon.classId('iNoed')
  return ({ kind, about, place }, words) => {
    if (about) return about
    const matched = (place.parts ?? [place]).flatMap(part => words.slice(part.start, part.end + 1))
    if (matched.some(word => word.classes.includes(self))) return 'self'
    // "jeg er bange for at gøre min baby noget": who is named behind the deed is the one it is done to.
    if (kind === 'harmOthers' && words.slice(Math.max(0, place.start - 3), place.start).some(word => word.classes.includes(self)))
      return 'self'
    const wanted = inward.includes(kind) ? person : inNeed
    const near = words.slice(Math.max(0, place.start - 6), place.end + 1)
    const other = near.findLastIndex(word => word.classes.includes(wanted))
    if (other === -1) return 'self'
    const me = near.findLastIndex(word => word.classes.includes(self))
    return me > other ? 'self' : 'other'
  }
}
