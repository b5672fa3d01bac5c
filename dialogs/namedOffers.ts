import type { Offer } from '../registry/offer.ts'
import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { plain } from './plain.ts'

/** The offers shown last; where there are none yet, the lines of the last help card. */
export function shownNow({ talk, log }: Conversation, { registry }: TalkContext): Offer[] {
  const card = log.findLast(({ spoken }) => spoken.card?.type === 'help')?.spoken.card
  const ids = talk.suggested.length > 0 ? talk.suggested : card?.type === 'help' ? card.lines.map(({ id }) => id) : []
  return ids.map(id => registry.offer(id)).filter(offer => offer !== undefined)
}

/** Which offers a text names: of those shown by the first word of the name, of all that are open here by the whole of it. */
export function offersNamed(text: string, conversation: Conversation, context: TalkContext): Offer[] {
  const said = ` ${plain(text)} `
  const shown = shownNow(conversation, context).filter(offer => firstWords(offer).some(name => says(said, name)))
  if (shown.length > 0) return shown
  return context.registry.offers.filter(
    offer =>
      offer.status !== 'ended' &&
      (offer.municipality === undefined || offer.municipality === conversation.municipality) &&
      wholeNames(offer, context).some(name => says(said, name)),
  )
}

/** "hvad er headspace?", "fortæl om Chilled": asks of one by its name. */
export const asksOfOne = (conversation: Conversation, text: string, context: TalkContext): boolean =>
  /^(hvad|hvem|hvordan|fortæl|what|who|tell|how)(?!\p{L})/u.test(plain(text)) && offersNamed(text, conversation, context).length > 0

/** "hvad er headspace?", and where offers stand "hvad er det for noget?". */
export function asksWhatTheyAre(conversation: Conversation, text: string, context: TalkContext): boolean {
  const said = withoutNames(text, conversation, context)
  return whatIsIt.test(said) && (conversation.talk.step === 'offers' || said !== plain(text))
}
const whatIsIt = /^(hvad er (det|de|dem|den)( her| der)?( for (noget|nogen|en|et|nogle))?( egentlig)?|what (is|are) (it|they|that|those))$/

/** "hvornår har headspace åbent" as "hvornår har det åbent": so that a question is read the same whatever it names. */
export function withoutNames(text: string, conversation: Conversation, context: TalkContext): string {
  let said = ` ${plain(text)} `
  for (const offer of offersNamed(text, conversation, context)) {
    const names = [...wholeNames(offer, context), ...firstWords(offer)].sort((a, b) => b.length - a.length)
    for (const name of names) said = said.replace(new RegExp(` ${name}s? `), ' det ')
  }
  return said.trim()
}

const says = (said: string, name: string): boolean => said.includes(` ${name} `) || said.includes(` ${name}s `)

/** By its name's first word: "headspace", "børnetelefonen", or letters that stand for a name: "PIFT". */
const firstWords = ({ name }: Offer): string[] =>
  [name.da, name.en].flatMap(one => {
    const [first = ''] = plain(one).split(' ')
    return first.length > 4 || /^[A-ZÆØÅ]{3,}(?!\p{L})/u.test(one) ? [first] : []
  })

/** "headspace Kalundborg" as "headspace" too. */
function wholeNames({ name, municipality }: Offer, { registry }: TalkContext): string[] {
  const place = plain(registry.municipalities.find(({ id }) => id === municipality)?.name ?? '')
  return [name.da, name.en].map(one => {
    const whole = plain(one)
    const short = place !== '' && whole.endsWith(` ${place}`) ? whole.slice(0, -place.length - 1) : whole
    return short.length > 3 ? short : whole
  })
}
