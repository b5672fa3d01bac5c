import type { Level, RiskKind } from './urgency.ts'

/** What is said, fully worded in the citizen's language, without Bot Framework: bot/ makes an activity of it, the desk shows it. */
export interface Spoken {
  text: string
  /** Buttons: `value` comes back as the choice, `title` is what the citizen sees and what stands in the log. */
  choices?: { value: string; title: string }[]
  card?: Card
  /** What kind of answer is awaited, for the widget's keyboard. */
  awaits?: 'text' | 'age' | 'scale'
  /** The edge shows where it leads: the chat on the municipality's page, where one is anonymous. */
  link?: 'anonymousChat'
  /** Announced at once by screen readers. */
  urgent?: boolean
}

export type Card = OffersCard | HelpCard | HandoverCard | KeepCard | LinkCard

export interface OffersCard {
  type: 'offers'
  offers: OfferView[]
  nearMisses: NearMissView[]
}

/** The lines that help now. `tel`/`sms`/`url` stand in contacts. */
export interface HelpCard {
  type: 'help'
  level: Level
  kinds: RiskKind[]
  lines: OfferView[]
}

/** Exactly what a counsellor would get; the citizen may take items off (choice value `handover.remove.<id>`). */
export interface HandoverCard {
  type: 'handover'
  items: { id: HandoverItemId; label: string; value: string; removable: boolean }[]
}
export type HandoverItemId =
  | 'role'
  | 'age'
  | 'themes'
  | 'words'
  | 'scale'
  | 'hopes'
  | 'urgency'
  | 'summary'
  | 'suggested'
  | 'municipality'
  | 'district'

/** What the citizen can copy or print: plain text, ready to go. */
export interface KeepCard {
  type: 'keep'
  title: string
  text: string
}

/** A page of ours to open beside the talk. */
export interface LinkCard {
  type: 'link'
  title: string
  href: string
}

export interface OfferView {
  id: string
  kind: 'offer' | 'helpline' | 'forum'
  name: string
  provider: string
  summary: string
  reasons: string[]
  contacts: ContactView[]
  /** "Åbent nu", "Lukket nu, åbner i morgen kl. 9", or absent where hours are not known. */
  hours?: string
  openNow?: boolean
  firstStep: { contact: string; next: string; bring?: string }
  /** "Du kan være anonym", "Optager samtalen og spørger om CPR" ... */
  notes: string[]
  /** "Ring eller skriv for at høre om det er rigtigt" where something is to be verified. */
  toVerify?: string
  /** Source and date, worded. */
  verified: string
  /** A group's free seats, with the day they were set; `list`: a page of ours where one gets a place on the list of a full group. */
  seats?: { text: string; list?: string }
  /** A page of ours with a card for the first step, to print. */
  card?: string
}

export interface ContactView {
  kind: 'phone' | 'sms' | 'chat' | 'web' | 'email' | 'address' | 'visit'
  label: string
  value: string
  /** tel:, sms:, mailto: or https: where it can be pressed. */
  href?: string
}

export interface NearMissView {
  id: string
  name: string
  /** What is missing ("fra 12 år") and who can open the door. */
  missing: string
  door: string
}
