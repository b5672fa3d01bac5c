import type { Line } from './talk.ts'
import { fill, type Words } from './words.ts'

/** Who a line is from, as it stands on the screen. */
export function senderOf(line: Pick<Line, 'who' | 'name'>, t: Words): string {
  if (line.who === 'citizen') return t.you
  if (line.who === 'counsellor') return fill(t.counsellor, { name: line.name ?? t.name })
  return line.who === 'system' ? t.system : t.machine
}

/** A line as a screen reader says it: the sender, the words, what is on the card, and what can be chosen. */
export function aloud(line: Line, t: Words): string {
  const choices = line.choices?.map(({ title }) => title).join(', ')
  const parts = [
    fill(t.says, { name: senderOf(line, t), text: line.text }),
    ...onCard(line, t),
    ...(choices ? [fill(t.choicesAre, { choices })] : []),
  ]
  return parts.filter(part => part !== '').join(' ')
}

function onCard({ card }: Line, t: Words): string[] {
  if (!card) return []
  if (card.type === 'offers') return card.offers.map(({ name }) => `${name}.`)
  if (card.type === 'help') return card.lines.map(({ name, contacts }) => `${name}: ${contacts.map(({ value }) => value).join(', ')}.`)
  if (card.type === 'handover') return [t.handover.title, ...card.items.map(({ label, value }) => `${label}: ${value}.`)]
  return [card.title]
}
