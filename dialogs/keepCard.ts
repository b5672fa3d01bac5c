import { translator } from '../locales/translate.ts'
import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { offerView } from './offerView.ts'
import { wordCount } from './plain.ts'
import type { KeepCard, OfferView } from './spoken.ts'

/** The first step, ready to copy or print: what they may say, in their own words, and how each offer is reached. */
export function keepCard(conversation: Conversation, ids: readonly string[], context: TalkContext): KeepCard {
  const { locale } = conversation
  const t = translator(locale)
  const offers = ids.flatMap(id => context.registry.offer(id) ?? []).map(offer => offerView(offer, locale, context))
  const parts = [opening(conversation), ...offers.map(offer => page(offer, t)), t('talk.keepCard.alarm')]
  return { type: 'keep', title: t('talk.keepCard.title'), text: parts.filter(part => part !== '').join('\n\n') }
}

/** "Det kan jeg sige: ..." Their own words are the best opening line. */
function opening({ locale, talk }: Conversation): string {
  const t = translator(locale)
  const { words, hopes, whatWorks, oneStepUp, whoHelps } = talk.situation
  const lines = [
    words.length > 0 ? t('talk.keepCard.words', { words: `“${opener(words)}”` }) : undefined,
    hopes === undefined ? undefined : t('loft.keepCard.hopes', { words: `“${hopes}”` }),
    whatWorks === undefined ? undefined : t('loft.keepCard.whatWorks', { words: `“${whatWorks}”` }),
    oneStepUp === undefined ? undefined : t('talk.keepCard.oneStepUp', { words: `“${oneStepUp}”` }),
    whoHelps === undefined ? undefined : t('talk.keepCard.whoHelps', { words: `“${whoHelps}”` }),
  ]
  return lines.filter(line => line !== undefined).join('\n')
}

/** The first thing they told, short enough to say aloud: what they came with is the best way to begin. */
function opener(words: readonly string[]): string {
  const text = words.find(said => wordCount(said) > 2) ?? words[0] ?? ''
  if (text.length <= longestOpener) return text
  const cut = text.slice(0, longestOpener)
  const sentences = cut.slice(0, Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('? ')) + 1)
  return sentences === '' ? `${cut.slice(0, cut.lastIndexOf(' '))} …` : sentences
}
const longestOpener = 240

function page(offer: OfferView, t: ReturnType<typeof translator>): string {
  const { contact, next, bring } = offer.firstStep
  return [
    offer.name === offer.provider ? offer.name : `${offer.name} (${offer.provider})`,
    t('talk.keepCard.contact', { contact }),
    ...offer.contacts.map(({ label, value }) => `${label}: ${value}`),
    ...(offer.hours === undefined ? [] : [offer.hours]),
    t('talk.keepCard.next', { next }),
    ...(bring === undefined ? [] : [t('talk.keepCard.bring', { bring })]),
    ...offer.notes,
    ...(offer.toVerify === undefined ? [] : [offer.toVerify]),
    offer.verified,
  ].join('\n')
}
