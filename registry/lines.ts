import type { Offer } from './offer.ts'
import type { Situation } from './situation.ts'

/**
 * Which lines help now, best first, for each kind of risk (dialogs/urgency.ts). Rests on reference/safety.md and helplines.md:
 * never a single line, 112 always among them when it is acute, the child's own line where a child writes.
 */
export function linesFor(kinds: readonly string[], level: 'concern' | 'acute', situation: Situation): string[] {
  const { role, age, themes } = situation
  // Who writes is not known, but an age under eighteen is: the child's own line takes calls about a child too.
  const child = (role === 'young' && (age === undefined || age < 18)) || (role === undefined && age !== undefined && age >= 8 && age < 18)
  const grown = role !== 'young' && !child
  const pictures = themes.some(({ theme, weight }) => theme === 'onlineAbuse' && weight >= 0.5)
  const wanted = (kinds.length > 0 ? kinds : ['danger']).flatMap(
    kind => (lines[kind] ?? lines.danger)?.({ child, grown, pictures, parent: role === 'parent', acute: level === 'acute' }) ?? [],
  )
  const all = level === 'acute' && !wanted.slice(0, 2).includes(alarmId) ? [...wanted.slice(0, 1), alarmId, ...wanted.slice(1)] : wanted
  return [...new Set(all)]
}

export const alarmId = 'akut-112'

/** Made for danger alone. */
export const isForDanger = ({ id }: Offer): boolean =>
  ['livslinien', 'lev-uden-vold', 'offerraadgivningen', 'giftlinjen', 'politi-114', 'laegevagt-1818', 'laegevagt-1813'].includes(id)

interface Who {
  child: boolean
  /** An adult writes, of themselves or of a child. */
  grown: boolean
  parent: boolean
  /** Pictures are shared, or threatened with. */
  pictures: boolean
  acute: boolean
}

const lines: Record<string, (who: Who) => string[]> = {
  suicide: ({ child, acute }) => ['livslinien', ...(child ? ['boernetelefonen'] : []), ...(acute ? [alarmId] : []), 'headspace-kalundborg'],
  selfharm: ({ child, grown, acute }) =>
    grown
      ? ['foraeldretelefonen', 'livslinien']
      : [...(child ? ['boernetelefonen'] : []), 'headspace-kalundborg', 'livslinien', ...(acute ? [alarmId] : [])],
  overdose: ({ child, parent, acute }) => {
    const toTalk = child ? 'boernetelefonen' : parent && !acute ? 'foraeldretelefonen' : 'livslinien'
    return acute ? [alarmId, 'giftlinjen', toTalk] : [toTalk, 'giftlinjen']
  },
  violence: ({ child, acute }) =>
    child ? ['boernetelefonen', 'lev-uden-vold', ...(acute ? [alarmId] : [])] : ['lev-uden-vold', ...(acute ? [alarmId] : [])],
  sexual: ({ child, grown, pictures }) => [
    ...(child ? ['boernetelefonen'] : []),
    ...(pictures ? ['sletdet'] : []),
    ...(grown ? ['offerraadgivningen', 'lev-uden-vold'] : ['offerraadgivningen', 'headspace-kalundborg']),
  ],
  eating: ({ grown }) => (grown ? [] : ['headspace-kalundborg', 'boernetelefonen']),
  // The police are for one who is gone, not for one who thinks of going.
  runaway: ({ child, parent, acute }) => [
    ...(child ? ['boernetelefonen'] : parent && !acute ? ['foraeldretelefonen'] : []),
    ...(acute ? [alarmId, 'politi-114'] : ['headspace-kalundborg']),
  ],
  psychosis: ({ acute }) =>
    acute ? [alarmId, 'laegevagt-1818', 'laegevagt-1813', 'sind'] : ['headspace-kalundborg', 'sind', 'laegevagt-1818', 'laegevagt-1813'],
  // 112 is for danger now: to a worry it is no answer, and would stand in the place of one.
  harmOthers: ({ child, parent, acute }) => [
    ...(acute ? [alarmId] : []),
    ...(child ? ['boernetelefonen'] : parent ? ['foraeldretelefonen'] : []),
    'livslinien',
  ],
  danger: ({ child, parent, acute }) => [
    ...(acute ? [alarmId] : []),
    ...(child ? ['boernetelefonen'] : parent ? ['foraeldretelefonen'] : []),
    'lev-uden-vold',
  ],
}

/** Whether a theme heard in the words says the same as a kind of risk. */
export const agrees = (kinds: readonly string[], { themes }: Situation): boolean =>
  kinds.some(kind => themes.some(({ theme, weight }) => weight >= 0.6 && (sameAs[kind] ?? []).includes(theme)))

const sameAs: Record<string, string[]> = {
  suicide: ['suicide'],
  selfharm: ['selfHarm'],
  violence: ['violence', 'socialControl'],
  sexual: ['sexualAbuse'],
  runaway: ['runaway'],
  psychosis: ['psychosis'],
  overdose: ['suicide'],
}

/** Helplines in that order, those of another municipality left out. */
export const inOrder = (ids: readonly string[], offers: ReadonlyMap<string, Offer>): Offer[] =>
  ids.flatMap(id => {
    const offer = offers.get(id)
    return offer === undefined ? [] : [offer]
  })
