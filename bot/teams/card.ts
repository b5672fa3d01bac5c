import type { Conversation, Entry } from '../../dialogs/conversation.ts'
import type { HandoverCard, Spoken } from '../../dialogs/spoken.ts'
import { type Locale, type Translate, translator } from '../../locales/translate.ts'
import { cardBody, type Element, paragraphs, plainLines } from '../adaptiveCard.ts'
import { inMarkdown } from './markdown.ts'

/** Whether a card waits to be pressed, what was chosen on it, or that the talk has gone on without. */
export type CardState = { is: 'open' } | { is: 'chosen'; title: string } | { is: 'past' }

export interface Reach {
  /** The citizen's id in Teams. */
  citizen: string
  /** The page with the anonymous chat. */
  website: string
}

/** By this the log knows that a card was used: whatever is pressed on it then, it counts once. */
export const pressId = (line: string): string => `press.${line}`

export function cardState({ log }: Pick<Conversation, 'log'>, { id, number }: Entry): CardState {
  const pressed = log.find(({ from, clientId }) => from.who === 'citizen' && clientId === pressId(id))
  if (pressed) return { is: 'chosen', title: pressed.spoken.text }
  const gone = log.some(
    later => later.number > number && later.from.who !== 'citizen' && (later.spoken.choices ?? later.spoken.awaits) !== undefined,
  )
  return gone ? { is: 'past' } : { is: 'open' }
}

/**
 * Lines of one speaker as one Adaptive Card 1.5, with the buttons of the last: each goes to the bot by Action.Execute, and the card is refreshed when it
 * comes into view, so that a used one shows what was chosen and cannot be pressed again. Pure.
 */
export function teamsCard(lines: readonly Entry[], state: CardState, reach: Reach, locale: Locale): Element {
  const t = translator(locale)
  const last = lines.at(-1)
  const { spoken, id: line } = last ?? { spoken: { text: '' }, id: '' }
  const plain = lines.flatMap(({ spoken: { text, card } }) => [text, ...(card ? plainLines(card) : [])])
  return {
    ...frame(locale, plain.join('\n')),
    speak: plain.join(' '),
    refresh: { action: execute(t('teams.card.send'), { line }, 'brobygger.look'), userIds: [reach.citizen] },
    body: [
      ...lines.flatMap(entry => said(entry.spoken, reach, t)),
      ...(spoken.card ? cardBody(spoken.card, locale) : []),
      ...(state.is === 'open' ? questions(spoken, line, t) : []),
      ...(state.is === 'chosen' ? [chosen(state.title, t)] : []),
    ],
  }
}

/** A card with nothing but words, in place of one that is no more. */
export const plainCard = (text: string, locale: Locale): Element => ({ ...frame(locale, text), speak: text, body: paragraphs(text) })

const frame = (locale: Locale, fallbackText: string): Element => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  lang: locale,
  fallbackText,
})

function said({ text, urgent, link }: Spoken, { website }: Reach, t: Translate): Element[] {
  const words = urgent ? [{ type: 'Container', style: 'attention', items: paragraphs(text) }] : paragraphs(text)
  const leads = { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: t('teams.anonymousChat'), url: website }] }
  return link === 'anonymousChat' ? [...words, leads] : words
}

const chosen = (title: string, t: Translate): Element => ({
  type: 'TextBlock',
  text: `✓ ${inMarkdown(t('teams.card.chosen', { title }))}`,
  weight: 'Bolder',
  wrap: true,
  separator: true,
})

function questions({ choices = [], awaits, card }: Spoken, line: string, t: Translate): Element[] {
  const onScale = awaits === 'scale' ? choices.filter(({ value }) => value.startsWith('scale.')) : []
  const others = choices.filter(choice => !onScale.includes(choice))
  return [
    ...(onScale.length > 0 ? scale(onScale, line, t) : []),
    ...(card?.type === 'handover' ? takeOff(card, line, t) : []),
    ...rows(others).map(row => ({ type: 'ActionSet', actions: row.map(choice => button(choice, line)) })),
  ]
}

function scale(marks: NonNullable<Spoken['choices']>, line: string, t: Translate): Element[] {
  const named: Record<string, string> = { '0': t('teams.card.worst'), '10': t('teams.card.best') }
  const choices = marks.map(({ value, title }) => ({ title: named[title] ?? title, value }))
  return [choiceSet(t('teams.card.scale'), choices), sent(t('teams.card.send'), line)]
}

function takeOff({ items }: HandoverCard, line: string, t: Translate): Element[] {
  const removable = items.filter(item => item.removable)
  if (removable.length === 0) return []
  const choices = removable.map(({ id, label }) => ({ title: label, value: `handover.remove.${id}` }))
  return [choiceSet(t('teams.card.takeOff'), choices), sent(t('teams.card.remove'), line)]
}

const choiceSet = (label: string, choices: { title: string; value: string }[]): Element => ({
  type: 'Input.ChoiceSet',
  id: 'picked',
  label,
  style: 'compact',
  choices,
})

const sent = (title: string, line: string): Element => ({
  type: 'ActionSet',
  actions: [{ ...execute(title, { line }), associatedInputs: 'auto' }],
})

const button = ({ value, title }: { value: string; title: string }, line: string): Element => ({
  ...execute(title, { line, choice: value }),
  ...(value.startsWith('human') && { style: 'positive' }),
  ...(value === 'erase' && { style: 'destructive' }),
  associatedInputs: 'none',
})

const execute = (title: string, data: Record<string, string>, verb = 'brobygger'): Element => ({
  type: 'Action.Execute',
  title,
  verb,
  data,
})

/** Two short ones side by side, long ones in a row of their own: so they are whole on a phone. */
function rows<C extends { title: string }>(choices: readonly C[]): C[][] {
  const made: C[][] = []
  for (const choice of choices) {
    const row = made.at(-1)
    const fits = row?.length === 1 && [...row, choice].every(({ title }) => title.length <= shortTitle)
    if (fits) row.push(choice)
    else made.push([choice])
  }
  return made
}

const shortTitle = 16
