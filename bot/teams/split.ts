import type { Entry } from '../../dialogs/conversation.ts'
import type { Card } from '../../dialogs/spoken.ts'

/**
 * Teams counts a message in UTF-16, and refuses one that is too large (413): 28 kB where it was strictest, 100 kB as its documentation has it now. A card of
 * ours holds its words three times (shown, spoken, as a fallback).
 */
export const largestMessage = 28_000
const lettersOnCard = Math.floor(largestMessage / 2 / 3.5)
const lettersOfText = 5000

/** A long text in pieces, at the end of a paragraph or a sentence where there is one. Pure. */
export function splitText(text: string, most = lettersOfText): string[] {
  if (text.length <= most) return [text]
  const head = text.slice(0, most)
  const end = [head.lastIndexOf('\n'), head.lastIndexOf('. ') + 1, head.lastIndexOf(' ')].find(at => at > most / 2) ?? most
  return [text.slice(0, end).trimEnd(), ...splitText(text.slice(end).trimStart(), most)]
}

/** Lines whose card is too large as several groups of lines, each with a part of what stands on it; what is asked is asked with the last. Pure. */
export function splitCard(lines: readonly Entry[]): Entry[][] {
  const last = lines.at(-1)
  const { card, choices, awaits, ...rest } = last?.spoken ?? { text: '' }
  if (last === undefined || card === undefined || weightOf(lines) <= lettersOnCard) return [[...lines]]
  const parts = partsOf(card)
  return parts.map((part, i) => {
    const end = i === parts.length - 1 && { ...(choices && { choices }), ...(awaits && { awaits }) }
    const spoken = i === 0 ? { ...rest, card: part, ...end } : { text: '', card: part, ...end }
    return i === 0 ? [...lines.slice(0, -1), { ...last, spoken }] : [{ ...last, spoken }]
  })
}

function partsOf(card: Card): Card[] {
  switch (card.type) {
    case 'offers': {
      const offers = gathered(card.offers).map(some => ({ ...card, offers: some, nearMisses: [] as typeof card.nearMisses }))
      const near = gathered(card.nearMisses).map(some => ({ ...card, offers: [] as typeof card.offers, nearMisses: some }))
      return [...offers, ...near]
    }
    case 'help':
      return gathered(card.lines).map(lines => ({ ...card, lines }))
    case 'handover':
      return gathered(card.items).map(items => ({ ...card, items }))
    case 'link':
      return [card]
    case 'keep':
      return splitText(card.text, lettersOnCard).map((text, i) => ({ ...card, title: i === 0 ? card.title : '…', text }))
  }
}

/** In order, as many together as fit. */
function gathered<E>(elements: readonly E[]): E[][] {
  const groups: E[][] = []
  for (const element of elements) {
    const group = groups.at(-1)
    if (group && weigh([...group, element]) <= lettersOnCard) group.push(element)
    else groups.push([element])
  }
  return groups
}

const weightOf = (lines: readonly Entry[]) => lines.reduce((sum, { spoken }) => sum + spoken.text.length + weigh(spoken.card), 0)
const weigh = (value: unknown) => (value === undefined ? 0 : JSON.stringify(value).length)
