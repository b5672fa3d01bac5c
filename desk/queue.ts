import type { Conversation, Locale } from '../dialogs/conversation.ts'
import type { Level, RiskKind } from '../dialogs/urgency.ts'
import type { Role, ThemeId } from '../registry/situation.ts'

/** Someone who waits for a counsellor: no more than the queue needs, and nothing that the citizen took off the handover card. */
export interface Waiting {
  id: string
  municipality: string
  locale: Locale
  channel: Conversation['channel']
  since: string
  /** Its place in the order of coming, where that is not `since`: the clock was set back. */
  came?: string
  urgency: Level
  kinds: RiskKind[]
  /** Their counsellor vanished: before everyone of the same urgency. */
  head: boolean
  role?: Role
  age?: number
  district?: string
  themes: ThemeId[]
}

/** undefined: does not wait. */
export function waitingOf({ id, municipality, locale, channel, holder, handoff, talk, urgency, ended }: Conversation): Waiting | undefined {
  if (ended || holder.who !== 'queue' || handoff?.state !== 'waiting' || handoff.hub) return undefined
  const { role, age, themes, district } = talk.situation
  const told = (item: (typeof handoff.removed)[number]) => !handoff.removed.includes(item)
  return {
    id,
    municipality,
    locale,
    channel,
    since: handoff.since,
    ...(handoff.came !== undefined && { came: handoff.came }),
    // What was heard while waiting counts too; urgency never falls.
    urgency: graver(handoff.urgency, urgency.level),
    kinds: urgency.kinds,
    head: handoff.head ?? false,
    ...(role !== undefined && told('role') && { role }),
    ...(age !== undefined && told('age') && { age }),
    ...(district !== undefined && told('district') && { district }),
    themes: told('themes') ? [...themes].sort((a, b) => b.weight - a.weight).map(({ theme }) => theme) : [],
  }
}

/** Who comes first: the graver, then whoever lost their counsellor, then whoever has waited longest. The id settles a draw alike everywhere. */
export function compareWaiting(a: Place, b: Place): number {
  return (
    gravity[b.urgency] - gravity[a.urgency] ||
    Number(b.head) - Number(a.head) ||
    compareText(cameAt(a), cameAt(b)) ||
    compareText(a.id, b.id)
  )
}

/** The same order as a text, for whoever sorts and need not know the rule: the smaller comes first. `behind`: after the others of the same urgency. */
export const placeText = (place: Place, behind = false): string =>
  `${2 - gravity[place.urgency]}${place.head ? 0 : 1}${behind ? 1 : 0} ${cameAt(place)} ${place.id}`

/** The order of coming: by the clock, unless the clock was set back meanwhile. */
export const cameAt = ({ came, since }: Pick<Place, 'came' | 'since'>): string => came ?? since

/** What decides the order. */
export type Place = Pick<Waiting, 'urgency' | 'head' | 'since' | 'came' | 'id'>

export const graver = (a: Level, b: Level): Level => (gravity[a] >= gravity[b] ? a : b)
const gravity: Record<Level, number> = { none: 0, concern: 1, acute: 2 }
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
