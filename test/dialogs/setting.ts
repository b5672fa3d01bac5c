import { readFileSync } from 'node:fs'
import type { TalkContext } from '../../dialogs/context.ts'
import type { Conversation, Incoming, Locale } from '../../dialogs/conversation.ts'
import { hearCitizen, startConversation } from '../../dialogs/hear.ts'
import { type Assess, calm, createAssess } from '../../dialogs/urgency.ts'
import { loadRegistry } from '../../registry/load.ts'
import { createMatcher } from '../../registry/matcher.ts'
import { openRisk } from '../../registry/openRisk.ts'

const folder = new URL('../../data/', import.meta.url)
const registry = await loadRegistry(folder)
const matcher = createMatcher(registry)
const assess = createAssess(await openRisk(folder))

/** A Tuesday in November at two in the afternoon. */
export const tuesday = new Date('2026-11-24T13:00:00Z')

/** Everything real, with the clock and the ids in hand. */
export function setting(changed: Partial<TalkContext> = {}): TalkContext {
  let ids = 0
  return { registry, matcher, assess, now: tuesday, newId: () => `id-${++ids}`, counsellors: { present: 1, waitingAhead: 0 }, ...changed }
}

export const later = (context: TalkContext, seconds: number): TalkContext => ({
  ...context,
  now: new Date(context.now.getTime() + seconds * 1000),
})

/** No danger is heard, so that a test of something else is about that alone. */
export const atPeace: Assess = () => calm

export const begin = (context: TalkContext, locale: Locale = 'da', municipality = 'kalundborg'): Conversation =>
  startConversation({ id: 'c1', channel: 'web', municipality, locale }, context)

/** What was said to the citizen since a number, as one text. */
export const saidSince = (conversation: Conversation, number: number): string =>
  conversation.log
    .slice(number)
    .filter(({ from }) => from.who !== 'citizen')
    .map(({ spoken }) => spoken.text)
    .join('\n')

/** The buttons under the last thing that was said. */
export const buttonsOf = ({ log }: Conversation): string[] => log.at(-1)?.spoken.choices?.map(({ value }) => value) ?? []

/** Writes a line; "[who.parent]" presses the button of that value. */
export function tells(conversation: Conversation, line: string, context: TalkContext): Conversation {
  return hearCitizen(conversation, incoming(conversation, line), context)
}

export function incoming({ log }: Conversation, line: string): Incoming {
  const value = /^\[(.+)\]$/.exec(line)?.[1]
  if (value === undefined) return { text: line }
  const shown = log.flatMap(({ spoken }) => spoken.choices ?? []).findLast(choice => choice.value === value)
  return { text: shown?.title ?? value, choice: value }
}

/** A whole talk, line after line. */
export const talk = (lines: string[], context = setting(), start = begin(context)): Conversation =>
  lines.reduce((conversation, line) => tells(conversation, line, context), start)

export const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
