import type { Activity, Card } from './wire.ts'

/** One line on the screen. `key` stays the same from the first key press to the echo, so that it is drawn and announced once. */
export interface Line {
  key: string
  id?: string
  number?: number
  who: 'citizen' | 'bot' | 'system' | 'counsellor'
  name?: string
  text: string
  card?: Card
  choices?: { value: string; title: string }[]
  awaits?: 'text' | 'age' | 'scale'
  urgent?: boolean
  sent?: 'sending' | 'again' | 'saved' | 'refused'
}

export interface Talk {
  lines: Line[]
  holder: 'bot' | 'queue' | 'counsellor'
  /** The counsellor's name, while one has the word. */
  name?: string
  ended: boolean
  /** Up to which line's number the counsellor has seen. */
  seen: number
  typing?: { name?: string; at: number }
}

export const emptyTalk: Talk = { lines: [], holder: 'bot', ended: false, seen: 0 }

/** What a set of activities changes. Redelivery is harmless: an activity counts once, by its id. */
export const hear = (talk: Talk, activities: Activity[], now: number): Talk =>
  activities.reduce((so, activity) => hearOne(so, activity, now), talk)

/** The citizen's own words, on the screen before the server has them. */
export const say = (talk: Talk, text: string, clientId: string): Talk => ({
  ...talk,
  lines: [...talk.lines, { key: clientId, who: 'citizen', text, sent: 'sending' }],
})

/** How far a message of ours has come; what the server has, it keeps. */
export const sent = (talk: Talk, clientId: string, how: 'saved' | 'again' | 'refused'): Talk => ({
  ...talk,
  lines: talk.lines.map(line => (line.key === clientId && line.sent !== 'saved' ? { ...line, sent: how } : line)),
})

export const without = (talk: Talk, key: string): Talk => ({ ...talk, lines: talk.lines.filter(line => line.key !== key) })

/** Which buttons can still be pressed: those said since the citizen's last word, each choice where it was said last. */
export function openChoices(talk: Talk): Map<string, NonNullable<Line['choices']>> {
  const open = new Map<string, NonNullable<Line['choices']>>()
  const offered = new Set<string>()
  for (const line of talk.lines.toReversed()) {
    if (line.who === 'citizen') break
    const choices = line.choices ?? []
    if (talk.holder !== 'queue' && choices.some(({ value }) => value === 'withdraw')) continue // news from a queue they have left
    const fresh = choices.filter(({ value }) => !offered.has(value))
    for (const { value } of fresh) offered.add(value)
    if (fresh.length > 0) open.set(line.key, fresh)
  }
  return open
}

/** What kind of answer is awaited now. */
export const awaited = (talk: Talk): Line['awaits'] => talk.lines.findLast(({ who, awaits }) => who === 'citizen' || awaits)?.awaits

function hearOne(talk: Talk, activity: Activity, now: number): Talk {
  if (activity.type === 'message') return hearMessage(talk, activity)
  if (activity.type === 'typing') return activity.from?.role === 'user' ? talk : { ...talk, typing: { ...nameOf(activity), at: now } }
  if (activity.type === 'event' && activity.name === 'brobygger.state') return hearState(talk, activity.value ?? {})
  return talk
}

function hearMessage(talk: Talk, activity: Activity): Talk {
  const line = lineOf(activity)
  const at = talk.lines.findIndex(({ key, id }) => key === line.key || (id !== undefined && id === line.id))
  const known = talk.lines[at]
  const lines = at < 0 || !known ? [...talk.lines, line] : talk.lines.with(at, { ...line, key: known.key })
  return { ...withHolder(talk, line), lines: inOrder(lines) }
}

function lineOf({ id, text, from, channelData, suggestedActions }: Activity): Line {
  const { who = from?.role === 'user' ? 'citizen' : 'bot', card, awaits, urgent } = channelData?.brobygger ?? {}
  const choices = (suggestedActions?.actions ?? []).flatMap(({ title, value }) =>
    title && value?.choice ? [{ title, value: value.choice }] : [],
  )
  const own = who === 'citizen'
  return {
    key: (own && channelData?.clientActivityID) || id || '',
    ...(id !== undefined && { id }),
    ...(channelData?.number !== undefined && { number: channelData.number }),
    who,
    ...(who === 'counsellor' && from?.name && { name: from.name }),
    text: text ?? '',
    ...(card && { card }),
    ...(choices.length > 0 && { choices }),
    ...(awaits && { awaits }),
    ...(urgent && { urgent }),
    ...(own && { sent: 'saved' as const }),
  }
}

/** Over polling no state events come: who spoke last tells who has the word. A message also ends the typing before it. */
function withHolder(talk: Talk, line: Line): Talk {
  if (line.who === 'citizen') return talk
  const { typing: _, name: before, ...rest } = talk
  if (line.who === 'counsellor') return { ...rest, holder: 'counsellor', ...(line.name && { name: line.name }) }
  if (line.who === 'bot') return { ...rest, holder: talk.holder === 'counsellor' ? 'bot' : talk.holder }
  return { ...rest, ...(before && { name: before }) }
}

function hearState({ name: _, typing: __, ...talk }: Talk, value: Record<string, unknown>): Talk {
  const { holder, name, ended, seenByCounsellor } = value
  return {
    ...talk,
    holder: holder === 'queue' || holder === 'counsellor' ? holder : 'bot',
    ...(holder === 'counsellor' && typeof name === 'string' && { name }),
    ended: Boolean(ended),
    seen: typeof seenByCounsellor === 'number' ? Math.max(talk.seen, seenByCounsellor) : talk.seen,
  }
}

const nameOf = ({ from }: Activity) => (from?.name && from.name !== 'Brobygger' ? { name: from.name } : {})

/** The server's order; what it has not answered for yet stands last. */
const inOrder = (lines: Line[]): Line[] =>
  lines.toSorted((a, b) => (a.number ?? Number.POSITIVE_INFINITY) - (b.number ?? Number.POSITIVE_INFINITY) || 0)
