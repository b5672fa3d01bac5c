import { type Translate, translator } from '../locales/translate.ts'
import type { Match, NearMiss } from '../registry/matching.ts'
import type { Contact, Offer, Route } from '../registry/offer.ts'
import type { Rule } from '../registry/rule.ts'
import type { Role, Situation } from '../registry/situation.ts'
import type { TalkContext } from './context.ts'
import type { Locale } from './conversation.ts'
import { firstStepCardPath, hasFirstStepCard } from './firstStepCard.ts'
import { hoursOf } from './hoursView.ts'
import { reasonText, yearsText } from './reasonText.ts'
import { seatsView } from './seatsView.ts'
import type { ContactView, NearMissView, OffersCard, OfferView } from './spoken.ts'

/** An offer as the citizen sees it, in their language: why it fits, how to reach it, whether it is open, what to know before. */
export function offerView(shown: Match | Offer, locale: Locale, context: TalkContext, situation?: Situation): OfferView {
  const { offer, reasons } = 'offer' in shown ? shown : { offer: shown, reasons: [] }
  const { contacts, firstStep, notes, ...rest } = lastingView(offer, locale)
  const hours = hoursOf(offer, locale, context)
  return {
    id: offer.id,
    kind: offer.kind,
    name: offer.name[locale],
    provider: offer.provider.name,
    summary: offer.summary[locale],
    reasons: reasons.map(reason => reasonText(reason, locale, context, situation?.words)),
    contacts,
    ...hours.shown,
    ...seatsView(offer, locale, context),
    firstStep,
    // The line's own note and the offer's may say the same.
    notes: [...new Set([...hours.cautions, ...team(offer, locale, context, situation), ...notes])],
    ...rest,
  }
}

/** Which team it is, once the district is known. */
function team({ byDistrict }: Offer, locale: Locale, { registry }: TalkContext, situation: Situation | undefined): string[] {
  const district = byDistrict === true ? registry.districts.find(({ id }) => id === situation?.district) : undefined
  return district === undefined ? [] : [translator(locale)('districts.yours', { name: district.name })]
}

type Lasting = Pick<OfferView, 'contacts' | 'firstStep' | 'notes' | 'toVerify' | 'verified' | 'card'>

/** What is the same whoever asks, and when: worked out once, since a card is most of what a turn costs. */
function lastingView(offer: Offer, locale: Locale): Lasting {
  const known = lasting[locale].get(offer)
  if (known) return known
  const t = translator(locale)
  const bring = offer.firstStep.bring?.[locale]
  const uncertain = offer.status === 'unverified' || offer.toVerify.length > 0 || offer.contacts.some(({ toVerify }) => toVerify)
  const view: Lasting = {
    contacts: offer.contacts.map(contact => contactView(contact, locale, t)),
    firstStep: { contact: offer.firstStep.contact[locale], next: offer.firstStep.next[locale], ...(bring !== undefined && { bring }) },
    notes: notes(offer, locale, t),
    ...(uncertain && { toVerify: t(unsure(offer)) }),
    verified: t('offers.verified', { date: dateText(offer.verified.date, locale) }),
    ...(hasFirstStepCard(offer) && { card: firstStepCardPath(offer, locale) }),
  }
  lasting[locale].set(offer, view)
  return view
}

const lasting = { da: new WeakMap<Offer, Lasting>(), en: new WeakMap<Offer, Lasting>() }

export function offersCard(
  offers: (Match | Offer)[],
  nearMisses: NearMiss[],
  locale: Locale,
  context: TalkContext,
  situation?: Situation,
): OffersCard {
  return {
    type: 'offers',
    offers: offers.map(shown => offerView(shown, locale, context, situation)),
    nearMisses: nearMisses.map(miss => nearMissView(miss, locale, situation?.role)),
  }
}

/** What is missing, and who can open the door, said to who they are. */
export function nearMissView({ offer, stoppedBy, routes }: NearMiss, locale: Locale, role?: Role): NearMissView {
  const t = translator(locale)
  return {
    id: offer.id,
    name: offer.name[locale],
    missing: missing(stoppedBy, locale, t, role),
    door: caseDoor(stoppedBy, t) ?? door(routes, role, locale, t),
  }
}

function contactView({ kind, value, note }: Contact, locale: Locale, t: Translate): ContactView {
  const name = t(`offers.contact.${kind}`)
  const href = link(kind, value)
  return { kind, label: note ? `${name} (${note[locale]})` : name, value, ...(href !== undefined && { href }) }
}

function link(kind: Contact['kind'], value: string): string | undefined {
  const number = value.replace(/[^\d+]/g, '')
  if (kind === 'phone') return number === '' ? undefined : `tel:${number}`
  if (kind === 'sms') return number === '' ? undefined : `sms:${number}`
  if (kind === 'email') return /^[^\s@]+@[^\s@]+$/.test(value) ? `mailto:${value}` : undefined
  if (kind === 'address' || kind === 'visit') return undefined
  const url = /^https?:\/\//.test(value) ? value.replace(/^http:/, 'https:') : `https://${value}`
  return URL.canParse(url) && /^[^\s]+\.[^\s]+$/.test(value) ? url : undefined
}

function notes({ anonymous, cost, step }: Offer, locale: Locale, t: Translate): string[] {
  const anonymity = anonymous === undefined ? [] : [t(anonymous ? 'offers.anonymous' : 'offers.notAnonymous')]
  return [...(step >= stepWithCase ? [t('ladder.stepUp')] : []), ...anonymity, ...(cost ? [cost[locale]] : [])]
}

/** From this step of the prevention ladder on the municipality has a case, and decides. */
const stepWithCase = 4

/** The first rule of a combination that says why, in a few words. */
function missing(condition: Rule, locale: Locale, t: Translate, role?: Role): string {
  if ('fact' in condition)
    return t(condition.is ? 'offers.missing.factYes' : 'offers.missing.factNo', { fact: t(`facts.${condition.fact}.label`) })
  if ('asks' in condition)
    return t('offers.missing.asks', { who: eitherOf[locale].format(condition.asks.map(role => t(`offers.missing.role.${role}`))) })
  if ('age' in condition) return ageText(condition.age, locale, t)
  if ('not' in condition)
    return 'fact' in condition.not ? missing({ ...condition.not, is: !condition.not.is }, locale, t) : t('offers.missing.other')
  if ('all' in condition) return joined(condition.all, 'offers.and')
  // Of several ways in, only those that are open to who they are.
  const theirs = condition.any.filter(
    part => !('all' in part && part.all.some(one => 'asks' in one && role !== undefined && !one.asks.includes(role))),
  )
  return joined(theirs.length > 0 ? theirs : condition.any, 'offers.or')

  function joined(parts: Rule[], word: string): string {
    const said = parts.filter(part => !('asks' in part && role !== undefined && part.asks.includes(role)))
    return (said.length > 0 ? said : parts)
      .map(part => missing(part, locale, t, role))
      .map((text, nth) => (nth === 0 ? text : text.slice(0, 1).toLowerCase() + text.slice(1)))
      .join(t(word))
  }
}

function ageText({ from, to }: { from?: number | undefined; to?: number | undefined }, locale: Locale, t: Translate): string {
  if (to === undefined) return t('offers.missing.from', { from: yearsText(from ?? 0, locale) })
  if (!Number.isInteger(to) || to <= 2) return t('offers.missing.under', { to: yearsText(to, locale) })
  return from === undefined
    ? t('offers.missing.upTo', { to: to - 1 })
    : t('offers.missing.ages', { from: yearsText(from, locale), to: to - 1 })
}

/** Whoever has no case has no adviser to ask: the municipality decides the step up with them. Whoever has one is shown to their adviser. */
function caseDoor(rule: Rule, t: Translate): string | undefined {
  if (!('fact' in rule) || rule.fact !== 'hasCase') return undefined
  return t(rule.is ? 'ladder.needsCase' : 'ladder.hasCase')
}

/** Someone else than themselves where there is one. A parent's own way in is worded to parents; the young are sent to theirs. */
function door(routes: Route[], role: Role | undefined, locale: Locale, t: Translate): string {
  const own = role === 'parent' ? routes.find(({ by }) => by === 'parent') : undefined
  if (own) return own.how?.[locale] ?? t('offers.door.self')
  const other = routes.find(({ by }) => by !== 'self') ?? routes[0]
  if (other === undefined) return t('offers.door.municipality')
  return (other.by === 'parent' ? undefined : other.how?.[locale]) ?? t(`offers.door.${other.by}`)
}

/** What is not sure is said with the next step: another line, a question at the place itself, or whoever the first step names. */
function unsure({ kind, contacts }: Offer): string {
  if (kind === 'helpline') return 'offers.toVerifyLine'
  return contacts.some(({ kind: way }) => ['phone', 'email', 'chat', 'sms'].includes(way)) ? 'offers.toVerify' : 'offers.toVerifyAsk'
}

function dateText(date: string, locale: Locale): string {
  const at = new Date(date)
  if (Number.isNaN(at.getTime())) return date
  if (/^\d{4}$/.test(date)) return date
  return dates[locale].format(at)
}

/** "forældre, pårørende eller fagfolk". */
const eitherOf = {
  da: new Intl.ListFormat('da-DK', { type: 'disjunction' }),
  en: new Intl.ListFormat('en-GB', { type: 'disjunction' }),
}

/** Made once: to make one costs more than a whole card. */
const dates = {
  da: new Intl.DateTimeFormat('da-DK', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
}
