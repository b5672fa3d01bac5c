import type { Offer } from '../registry/offer.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Locale } from './conversation.ts'
import { hoursOf, moment } from './hoursView.ts'
import { botSays } from './log.ts'
import { ask } from './move.ts'
import { offersNamed, shownNow } from './namedOffers.ts'
import { plain } from './plain.ts'
import { type Scene, sceneOf } from './scene.ts'
import { offersAgain } from './steps/offers.ts'

/** What people ask of what was shown to them: the price, the hours, who may come along, where, how long, what happens, and without a phone. */
export type About = 'cost' | 'hours' | 'along' | 'where' | 'wait' | 'next' | 'write' | 'door'

/**
 * Answered from the registry for each offer shown, and "I do not know, ask them" where it says nothing: nothing is made up. Where nothing was
 * shown, it is asked of the chat itself. Then what was being asked is asked again.
 */
export function aboutOffers(conversation: Conversation, about: About, context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const shown = theOnesMeant(conversation, context)
  const text = shown.length === 0 ? ofTheChat(about, scene) : ofOffers(about, shown, scene)
  if (conversation.talk.step === 'offers') return botSays(conversation, [{ ...offersAgain(scene), text }], context)
  return ask(botSays(conversation, [{ text }], context), context)
}

/** Which of the offers shown can be had without a name. */
export function anonymousAt(conversation: Conversation, context: TalkContext): string | undefined {
  const { t, locale } = sceneOf(conversation, context)
  const open = shownNow(conversation, context).filter(({ anonymous }) => anonymous === true)
  return open.length === 0 ? undefined : t('about.anonymous', { names: namesOf(open, locale) })
}

/** Those that the question names, or counts ("den første"); else all that are shown, or what was named lately where none is. */
function theOnesMeant(conversation: Conversation, context: TalkContext): Offer[] {
  const own = conversation.log.filter(({ from }) => from.who === 'citizen').map(({ spoken }) => spoken.text)
  const asked = own.at(-1) ?? ''
  const named = offersNamed(asked, conversation, context)
  if (named.length > 0) return named
  const shown = shownNow(conversation, context)
  if (shown.length === 0) return offersNamed(own.slice(-lately).join('. '), conversation, context)
  const said = plain(asked)
  const place = places.findIndex(words => words.test(said))
  const counted = place === -1 ? undefined : shown.at(place)
  return counted === undefined ? shown : [counted]
}
const lately = 3
const places = [
  /(?<!\p{L})(første|first)(?!\p{L})/u,
  /(?<!\p{L})(anden|second)(?!\p{L})/u,
  /(?<!\p{L})(tredje|third|sidste|last)(?!\p{L})/u,
]

const namesOf = (offers: Offer[], locale: Locale): string => both[locale].format(offers.map(({ name }) => name[locale]))
const both = { da: new Intl.ListFormat('da-DK', { type: 'conjunction' }), en: new Intl.ListFormat('en-GB', { type: 'conjunction' }) }

function ofTheChat(about: About, { t, context, locale }: Scene): string {
  if (about !== 'hours') return t(`about.here.${about}`)
  const { present, opensAt } = context.counsellors
  const counsellor =
    present > 0
      ? t('about.here.counsellor')
      : opensAt === undefined
        ? t('about.here.noCounsellor')
        : t('about.here.counsellorAt', { time: moment(opensAt, context.now, locale) })
  return `${t('about.here.hours')} ${counsellor}`
}

function ofOffers(about: About, offers: Offer[], scene: Scene): string {
  const { t, locale, context } = scene
  if (about === 'along') return t('about.along')
  if (about === 'wait') {
    const open = offers.filter(offer => hoursOf(offer, locale, context).shown.openNow === true)
    return open.length === 0 ? t('about.wait') : `${t('about.wait')} ${t('about.answerNow', { names: namesOf(open, locale) })}`
  }
  const known = about === 'write' ? offers.filter(offer => written(offer, scene) !== undefined) : offers
  if (known.length === 0) return t('about.write.none')
  const answers = known.map(offer => ({ offer, what: answer(about, offer, scene) }))
  const told = answers.flatMap(({ offer, what }) => (what === undefined ? [] : [t('about.each', { name: offer.name[locale], what })]))
  const untold = answers.filter(({ what }) => what === undefined).map(({ offer }) => offer)
  if (told.length === 0) return t('about.unknown')
  const rest = untold.length === 0 ? [] : [t('about.each', { name: namesOf(untold, locale), what: t('about.unknown') })]
  return [t(`about.intro.${about}`), ...told, ...rest].join('\n')
}

/** undefined: the registry does not say. */
function answer(about: Exclude<About, 'along' | 'wait'>, offer: Offer, scene: Scene): string | undefined {
  const { t, locale, context } = scene
  if (about === 'cost') return priceOf(offer, scene)
  if (about === 'hours') return hoursOf(offer, locale, context).shown.hours
  if (about === 'where') return placeOf(offer, scene)
  if (about === 'next') return `${offer.summary[locale]} ${offer.firstStep.contact[locale]} ${offer.firstStep.next[locale]}`
  if (about === 'write') return written(offer, scene)
  const [first] = offer.routes
  return offer.routes.some(({ by }) => by === 'self' || (by === 'parent' && scene.talk.situation.role === 'parent'))
    ? t('about.door.self')
    : t(`offers.door.${first?.by ?? 'municipality'}`)
}

const priceOf = (offer: Offer, { locale, context }: Scene): string | undefined =>
  offer.cost?.[locale] ?? context.registry.helplines.find(({ id }) => id === offer.hours)?.cost?.[locale]

/** An address where there is one; else whether one must go anywhere at all. */
function placeOf({ contacts, format }: Offer, { t }: Scene): string | undefined {
  const places = contacts.filter(({ kind }) => kind === 'address' || kind === 'visit').map(({ value }) => value)
  const ways = (['school', 'daycare', 'home'] as const).filter(way => format.includes(way)).map(way => t(`about.where.${way}`))
  const afar = afarBy(format).map(way => t(`about.where.${way}`))
  const told = [...places, ...ways, ...afar]
  return told.length === 0 ? undefined : told.join('; ')
}

/** From home, as the format has it: nobody can write to 112. */
function afarBy(format: Offer['format']): string[] {
  const calls = format.includes('phone')
  const writes = format.some(way => ['chat', 'sms', 'online'].includes(way))
  return calls && writes ? ['afar'] : calls ? ['afarByPhone'] : writes ? ['afarInWriting'] : []
}

function written({ contacts }: Offer, { t }: Scene): string | undefined {
  const ways = contacts.filter(({ kind }) => kind === 'sms' || kind === 'chat' || kind === 'email')
  return ways.length === 0 ? undefined : ways.map(({ kind, value }) => `${t(`offers.contact.${kind}`)} ${value}`).join(', ')
}
