import { expect } from 'chai'
import type { TalkContext } from '../../dialogs/context.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { atPeace, begin, saidSince, setting, tells } from '../dialogs/setting.ts'

/** What the citizen writes, or [the button they press]; then what must come of it: a step (@age), an offer shown (+id), one not shown (-id), or words. */
export type Line = [citizen: string, ...expected: string[]]

/** What is played here is the programme: no danger is heard, unless a test is about that (test/dialogs/urgency*.test.ts hold what is). */
export const calmly = (changed: Partial<TalkContext> = {}): TalkContext => setting({ assess: atPeace, ...changed })

/** Plays a talk in a municipality, line after line; a line that does not come of it fails, with what was said. */
export function played(municipality: string, lines: readonly Line[], context: TalkContext = calmly()): Conversation {
  let conversation = begin(context, 'da', municipality)
  for (const [line, ...expected] of lines) {
    const before = conversation.log.length
    conversation = tells(conversation, line, context)
    for (const wanted of expected)
      expect(comes(wanted, conversation, before), `after "${line}": ${wanted}\n${story(conversation)}`).to.equal(true)
  }
  return conversation
}

/** The offers shown since a number, best first. */
export const offersSince = ({ log }: Conversation, number: number): string[] =>
  log.slice(number).flatMap(({ spoken }) => (spoken.card?.type === 'offers' ? spoken.card.offers.map(({ id }) => id) : []))

function comes(wanted: string, conversation: Conversation, since: number): boolean {
  const rest = wanted.slice(1).split('|')
  const shown = offersSince(conversation, since)
  if (wanted.startsWith('@')) return rest.includes(conversation.talk.step)
  if (wanted.startsWith('+')) return rest.some(id => shown.includes(id))
  if (wanted.startsWith('-')) return !rest.some(id => shown.includes(id))
  return everythingSince(conversation, since).includes(wanted)
}

/** All that the citizen could read since a number, on cards too. */
export const everythingSince = (conversation: Conversation, since: number): string =>
  [
    saidSince(conversation, since),
    ...conversation.log.slice(since).flatMap(({ spoken }) => (spoken.card ? [JSON.stringify(spoken.card)] : [])),
  ].join('\n')

const story = ({ log, talk }: Conversation) =>
  [
    ...log.slice(-4).map(({ from, spoken }) => `  ${from.who}: ${spoken.text}`),
    `  @${talk.step} [${log.at(-1)?.spoken.choices?.map(({ value }) => value)}]`,
  ].join('\n')
