import type { Entry } from '../../dialogs/conversation.ts'
import type { Card } from '../../dialogs/spoken.ts'

/**
 * Teams counts a message in UTF-16 and refuses one that is too large (413): from 40 kB on where its documentation was strictest, from 100 kB now. In
 * letters of its JSON, with room for what Teams puts around it.
 */
export const largestMessage = 18_000
const lettersOfText = 5000

/** A long text in pieces, at the end of a paragraph or a sentence where there is one. Pure. */
export function splitText(text: string, most = lettersOfText): string[] {
  if (text.length <= most) return [text]
  const head = text.slice(0, most)
  const end = [head.lastIndexOf('\n'), head.lastIndexOf('. ') + 1, head.lastIndexOf(' ')].find(at => at > most / 2) ?? most
  return [text.slice(0, end).trimEnd(), ...splitText(text.slice(end).trimStart(), most)]
}

/** Lines that do not fit as they are, as several groups of lines, each with a part of the last one's card; what is asked is asked with the last. Pure. */
export function splitCard(lines: readonly Entry[], fits: (lines: readonly Entry[]) => boolean): Entry[][] {
  const last = lines.at(-1)
  const halves = last?.spoken.card && halvesOf(last.spoken.card)
  if (last === undefined || halves === undefined || fits(lines)) return [[...lines]]
  const { choices: _, awaits: __, ...first } = last.spoken
  const { text: ___, ...second } = last.spoken
  return [
    ...splitCard([...lines.slice(0, -1), { ...last, spoken: { ...first, card: halves[0] } }], fits),
    ...splitCard([{ ...last, spoken: { ...second, text: '', card: halves[1] } }], fits),
  ]
}

/** undefined: there is no half of it. */
function halvesOf(card: Card): [Card, Card] | undefined {
  switch (card.type) {
    case 'offers': {
      const both = [...card.offers.map(offer => ({ offer })), ...card.nearMisses.map(near => ({ near }))]
      return halved(both, some => ({
        ...card,
        offers: some.flatMap(one => ('offer' in one ? [one.offer] : [])),
        nearMisses: some.flatMap(one => ('near' in one ? [one.near] : [])),
      }))
    }
    case 'help':
      return halved(card.lines, lines => ({ ...card, lines }))
    case 'handover':
      return halved(card.items, items => ({ ...card, items }))
    case 'link':
      return undefined
    case 'keep': {
      const [text = '', ...rest] = splitText(card.text, Math.max(Math.ceil(card.text.length / 2), 200))
      return rest.length === 0
        ? undefined
        : [
            { ...card, text },
            { ...card, title: '…', text: rest.join('\n') },
          ]
    }
  }
}

function halved<E>(elements: readonly E[], make: (some: E[]) => Card): [Card, Card] | undefined {
  if (elements.length < 2) return undefined
  const middle = Math.ceil(elements.length / 2)
  return [make(elements.slice(0, middle)), make(elements.slice(middle))]
}
