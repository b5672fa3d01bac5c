import type { Bilingual, Offer } from './offer.ts'
import type { FactId, Role, ThemeId } from './situation.ts'

/** A yes / no / unknown that eligibility rests on. Its question lies in locales/<lang>/facts.json under its id. */
export interface Fact {
  id: FactId
  subject: 'citizen' | 'child' | 'family'
  /** Asked only of these roles; absent: of all. */
  roles?: Role[]
  /** Asked only within these ages (years, `to` excluded). */
  ages?: { from?: number; to?: number }
}

/** A subject in the thesaurus. The three layers hold words and phrases as each group writes them. */
export interface Theme {
  id: ThemeId
  name: Bilingual
  /** Shown as a button to these roles when the citizen does not know what to write. */
  button?: Role[]
  young: string[]
  parents: string[]
  professionals: string[]
  /** English words and phrases. */
  english: string[]
}

export interface Municipality {
  id: string
  name: string
  region: string
  /** Out-of-hours doctor, as a person dials it. */
  doctorOnCall?: string
}

export interface District {
  id: string
  municipality: string
  name: string
  schools: string[]
}

/** When someone answers, in Europe/Copenhagen wall-clock time. `days` 1 is Monday; `closes` at or before `opens` means after midnight. */
export interface OpeningHours {
  id: string
  /** Absent hours: not known; the card says where to look. */
  channels: {
    channel: 'phone' | 'sms' | 'chat'
    always?: boolean
    intervals?: { days: number[]; opens: string; closes: string }[]
    closedOnHolidays?: boolean
  }[]
  source: string
  checked: string
  toVerify?: boolean
  anonymous?: boolean
  cost?: Bilingual
  /** What must be said with every rendering: asks for CPR, records calls, known queues ... */
  caution?: Bilingual
}

export interface Registry {
  offers: Offer[]
  offer(id: string): Offer | undefined
  facts: Fact[]
  themes: Theme[]
  municipalities: Municipality[]
  districts: District[]
  helplines: OpeningHours[]
}
