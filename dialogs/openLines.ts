import { alarmId } from '../registry/lines.ts'
import type { Offer } from '../registry/offer.ts'
import type { Situation } from '../registry/situation.ts'
import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { hoursOf } from './hoursView.ts'
import { offerView } from './offerView.ts'
import type { OfferView } from './spoken.ts'
import type { RiskKind, Urgency } from './urgency.ts'

/**
 * The lines that help now, best first: at least two for the class, one open now, one round the clock, and 112 always. A line known to be
 * closed stands last or, where three others are open, not at all (but the one made for the class, with the hour it opens); a line without
 * known hours never stands first.
 */
export function openLines(urgency: Urgency, context: TalkContext, conversation: Conversation): OfferView[] {
  const { situation } = conversation.talk
  const lines = context.registry.offers.filter(offer => offer.kind === 'helpline' && offer.status === 'active' && open(offer, conversation))
  const wanted = forClass(urgency, situation).map(id => lines.find(line => line.id === id))
  // Lines made for what was told come before those that take anything; of both, those made for who they are before those that only know of the child.
  const made = new Set(['foraeldretelefonen', ...urgency.kinds.flatMap(kind => classes[kind])])
  const forThem = (line: Offer) => situation.role === undefined || line.roles.includes(situation.role)
  const behind = (line: Offer) => (made.has(line.id) ? 0 : 2) + (forThem(line) ? 0 : 1)
  const found = wanted.filter(line => line !== undefined).toSorted((a, b) => behind(a) - behind(b))
  const alarm = lines.find(({ id }) => id === alarmId)
  const ready = found.map((offer, order) => ({ offer, order, ...readiness(offer, conversation, context) }))
  const openFirst = ready.toSorted((a, b) => a.rank - b.rank || a.order - b.order)
  const best = withRoundTheClock(enough(openFirst, urgency))
  const chosen = withOwn(best, ready, ownLines(urgency, situation, lines)).map(({ offer }) => offer)
  const ordered = alarm === undefined ? chosen : urgency.level === 'acute' ? [alarm, ...chosen] : [...chosen, alarm]
  return ordered.map(offer => offerView(offer, conversation.locale, context))
}

const mostLines = 3

/** Doctor on call: one number a region, so at most one of them is left after the municipality. */
const doctors = ['laegevagt-1818', 'laegevagt-1813']

/** Lines by class, the best first. Where the registry lacks one, the next takes its place. */
const classes: Record<RiskKind, string[]> = {
  suicide: ['livslinien', 'boernetelefonen', 'psykiatrifonden', ...doctors],
  selfharm: ['boernetelefonen', 'somenta', 'livslinien', 'psykiatrifonden'],
  overdose: ['giftlinjen', ...doctors, 'boernetelefonen', 'livslinien'],
  violence: ['lev-uden-vold', 'boernetelefonen', 'offerraadgivningen', 'politi-114'],
  sexual: ['boernetelefonen', 'offerraadgivningen', 'sletdet', 'lev-uden-vold'],
  eating: ['somenta', 'boernetelefonen', 'psykiatrifonden', ...doctors],
  runaway: ['boernetelefonen', 'politi-114', 'lev-uden-vold'],
  psychosis: [...doctors, 'psykiatrifonden', 'boernetelefonen', 'sind'],
  harmOthers: ['lev-uden-vold', 'boernetelefonen', 'politi-114', ...doctors],
  danger: ['boernetelefonen', 'lev-uden-vold', 'politi-114', 'offerraadgivningen'],
}

/** Lines that take anything, for every class when its own are too few. */
const anyone = ['boernetelefonen', 'lev-uden-vold', 'livslinien', 'offerraadgivningen', 'psykiatrifonden']

/** The line made for what was told first, and a parent's own: always shown, though it is closed now or nobody knows its hours. */
function ownLines({ level, kinds: [kind] }: Urgency, { role }: Situation, lines: readonly Offer[]): string[] {
  const fits = (id: string) => id !== 'boernetelefonen' && (level === 'acute' || id !== 'politi-114') && lines.some(line => line.id === id)
  const made = kind && classes[kind].find(fits)
  return [...(made === undefined ? [] : [made]), ...(isAround(role) ? ['foraeldretelefonen'] : [])]
}

/** ForældreTelefonen is for parents and other grown-ups around children (reference/helplines.md). */
const isAround = (role: Situation['role']): boolean => role === 'parent' || role === 'professional'

/**
 * BørneTelefonen is for the young and those who worry about them: a child gets it before the lines of grown-ups (but for suicide and poison, which
 * have their own), adults get it last.
 */
function forClass({ level, kinds, about }: Urgency, { age, role }: Situation): string[] {
  // The police are for what happens now: not for one who thinks of leaving home.
  const made = kinds.flatMap(kind => classes[kind]).filter(id => level === 'acute' || id !== 'politi-114')
  const own = [...new Set([...made, ...(isAround(role) ? ['foraeldretelefonen'] : []), ...anyone])]
  const others = own.filter(id => id !== 'boernetelefonen')
  const grownUp =
    role === undefined || role === 'young' ? age !== undefined && age >= 18 : about === 'self' || (role !== 'parent' && (age ?? 0) >= 18)
  if (grownUp) return [...others, 'boernetelefonen']
  const child = role === 'young' || (role === undefined && age !== undefined && age >= 8)
  return child && !kinds.some(kind => hasOwnLine.has(kind)) ? ['boernetelefonen', ...others] : own
}
const hasOwnLine: ReadonlySet<RiskKind> = new Set<RiskKind>(['suicide', 'overdose', 'psychosis'])

/** The line for those who live with violence fills up only where nothing else answers round the clock, or violence may be what it is about. */
function enough<T extends { offer: Offer; rank: number; always: boolean }>(lines: T[], { kinds }: Urgency): T[] {
  // Whoever only wants to talk to someone is no victim of a crime.
  if (kinds.length === 0) return lines.filter(({ offer }) => offer.id !== 'offerraadgivningen')
  if (kinds.some(kind => violent.has(kind))) return lines
  const others = lines.filter(({ offer }) => offer.id !== 'lev-uden-vold' && offer.id !== 'offerraadgivningen')
  const open = others.slice(0, mostLines).filter(({ rank }) => rank === 0)
  return open.length >= 2 && open.some(({ always }) => always) ? others : lines
}
const violent: ReadonlySet<RiskKind> = new Set<RiskKind>(['violence', 'sexual', 'runaway', 'harmOthers', 'danger'])

const open = ({ municipality }: Offer, conversation: Conversation) =>
  municipality === undefined || municipality === conversation.municipality

/** Open now before unknown hours before closed. */
function readiness(offer: Offer, conversation: Conversation, context: TalkContext): { rank: number; always: boolean } {
  const { shown, always } = hoursOf(offer, conversation.locale, context)
  return { rank: shown.openNow === true ? 0 : shown.openNow === undefined ? 1 : 2, always }
}

/** With their own lines in the place of the last that need not stay: the first and one round the clock do. */
function withOwn<T extends { offer: Offer; always: boolean }>(lines: T[], among: T[], own: string[]): T[] {
  const all = [...lines]
  for (const line of among) {
    if (!own.includes(line.offer.id) || all.some(({ offer }) => offer === line.offer)) continue
    const free = all.filter(({ offer }, place) => place > 0 && !own.includes(offer.id))
    const spared = free.findLast(({ always }) => !always) ?? (all[0]?.always === true ? free.at(-1) : undefined)
    if (all.length >= mostLines && spared !== undefined) all.splice(all.indexOf(spared), 1)
    all.push(line)
  }
  return all
}

/** The first three; one of them answers round the clock when any does. */
function withRoundTheClock<T extends { always: boolean }>(lines: T[]): T[] {
  const first = lines.slice(0, mostLines)
  const always = lines.find(line => line.always)
  return always === undefined || first.includes(always) ? first : [...first.slice(0, mostLines - 1), always]
}
