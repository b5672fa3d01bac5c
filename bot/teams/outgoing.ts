import type { Activity } from 'botbuilder'
import type { Conversation, Entry } from '../../dialogs/conversation.ts'
import { type Locale, translator } from '../../locales/translate.ts'
import type { Element } from '../adaptiveCard.ts'
import { cardState, type Reach, teamsCard } from './card.ts'
import { inMarkdown } from './markdown.ts'
import { largestMessage, splitCard, splitText } from './split.ts'

/** The next that is to be said in Teams: one message, or several where one would be too large. */
export interface Post {
  /** The log is said up to this number when all of them are there. */
  upTo: number
  activities: Partial<Activity>[]
}

/** So much text (letters) is put together into one message. */
const together = 3000
/** Teams shows no more of them beside a text. */
const mostSuggested = 3

/**
 * What follows in the log after `sent`: lines that are only words go together with what comes after them, so that a turn is one message and one
 * notification. undefined: all is said. Pure.
 */
export function nextPost(conversation: Conversation, sent: number, reach: Reach): Post | undefined {
  const first = conversation.log.find(({ number, from }) => number > sent && from.who !== 'citizen')
  if (first === undefined) return undefined
  const lines = [first]
  for (const line of conversation.log.slice(first.number)) {
    if (!isOnlyWords(lines.at(-1)!) || line.from.who === 'citizen' || !isOurs(line) || lengthOf([...lines, line]) > together) break
    lines.push(line)
  }
  const last = lines.at(-1)! // there is a first
  return { upTo: last.number, activities: activitiesOf(lines, last, conversation, reach) }
}

/** The card with this line's buttons as it is to be seen now, with the words that went before it on the same card. Pure. */
export function cardNow(conversation: Conversation, entry: Entry, reach: Reach): Element {
  const lines = [entry]
  for (let at = entry.number - 2; at >= 0; at--) {
    const line = conversation.log[at]
    if (line === undefined || !isOnlyWords(line) || lengthOf([line, ...lines]) > together) break
    lines.unshift(line)
  }
  const draw = drawn(cardState(conversation, entry), reach, conversation.locale)
  return draw(splitCard(lines, part => fits(draw(part))).at(-1) ?? lines)
}

/** As words alone: for the client that Teams says cannot take the card. Pure. */
export function asWords(activity: Partial<Activity>): Partial<Activity> {
  const { attachments, suggestedActions, summary: _, ...rest } = activity
  const texts = (attachments ?? []).map(({ content }) => inMarkdown(String(content?.fallbackText ?? '')).replaceAll('\n', '\n\n'))
  return { ...rest, textFormat: 'markdown', text: [rest.text ?? '', ...texts].filter(text => text !== '').join('\n\n') }
}

const isOurs = ({ from }: Entry) => from.who === 'bot' || from.who === 'system'
const isOnlyWords = (line: Entry) => isOurs(line) && !line.spoken.card && !line.spoken.choices && !line.spoken.urgent
const lengthOf = (lines: Entry[]) => lines.reduce((sum, { spoken }) => sum + spoken.text.length, 0)

function activitiesOf(lines: Entry[], last: Entry, conversation: Conversation, reach: Reach): Partial<Activity>[] {
  const { locale } = conversation
  const { choices = [], card, awaits, urgent } = last.spoken
  const linked = lines.some(({ spoken }) => spoken.link)
  if (last.from.who === 'counsellor') return byCounsellor(last, last.from.name, reach, locale)
  const few = choices.length <= mostSuggested && awaits !== undefined && awaits !== 'scale' && !urgent && !linked
  if (card || linked || (choices.length > 0 && !few)) return asCards(lines, cardState(conversation, last), reach, locale)
  const texts = splitText(lines.map(({ spoken }) => spoken.text).join('\n\n'))
  return texts.map((text, i) => words(text, locale, i === texts.length - 1 ? suggested(choices, reach) : {}))
}

function byCounsellor(line: Entry, name: string, reach: Reach, locale: Locale): Partial<Activity>[] {
  const title = translator(locale)('teams.counsellor', { name })
  const texts = splitText(line.spoken.text).map(text => words(text, locale, {}, title))
  const alone = { ...line, spoken: { ...line.spoken, text: '' } }
  return line.spoken.card ? [...texts, ...asCards([alone], { is: 'open' }, reach, locale)] : texts
}

function asCards(lines: Entry[], state: Parameters<typeof teamsCard>[1], reach: Reach, locale: Locale): Partial<Activity>[] {
  const draw = drawn(state, reach, locale)
  return splitCard(lines, part => fits(draw(part))).map(part => withCard(draw(part), locale))
}

const drawn = (state: Parameters<typeof teamsCard>[1], reach: Reach, locale: Locale) => (lines: readonly Entry[]) =>
  teamsCard(lines, state, reach, locale)
const fits = (card: Element) => JSON.stringify(card).length <= largestMessage

const withCard = (content: Element, locale: Locale): Partial<Activity> => ({
  type: 'message',
  locale,
  // Shown on the locked screen of a phone: not what it says.
  summary: translator(locale)('teams.news'),
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
})

function words(text: string, locale: Locale, more: Partial<Activity>, title?: string): Partial<Activity> {
  const shown = inMarkdown(text).replace(/\n+/g, '\n\n')
  const speak = title === undefined ? text : `${title}: ${text}`
  return {
    type: 'message',
    locale,
    textFormat: 'markdown',
    text: title === undefined ? shown : `**${inMarkdown(title)}**\n\n${shown}`,
    speak,
    ...more,
  }
}

const suggested = (choices: { title: string }[], { citizen }: Reach): Partial<Activity> =>
  choices.length === 0
    ? {}
    : { suggestedActions: { to: [citizen], actions: choices.map(({ title }) => ({ type: 'imBack', title, value: title })) } }
