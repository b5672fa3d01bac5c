import { z } from 'zod'
import { type Bilingual, bilingual, type Offer, provenance } from './offer.ts'
import { type FactId, role, type ThemeId } from './situation.ts'
import type { Thesaurus } from './thesaurus.ts'

/** A day as people and files write it: 2026-11-22. */
const day = z.iso.date()
/** Wall-clock time: 09:00. 24:00 is the end of the day. */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day such as 09:00')
const ages = z.strictObject({ from: z.number().min(0).optional(), to: z.number().max(120).optional() })

/** A yes / no / unknown that eligibility rests on. Its question lies in locales/<lang>/facts.json under its id. */
export const fact = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z]*$/),
  subject: z.enum(['citizen', 'child', 'family']),
  /** Asked only of these roles; absent: of all. */
  roles: z.array(role).min(1).optional(),
  /** Asked only within these ages of the subject (years, `to` excluded); a citizen's age is known when it is the young person who writes. */
  ages: ages.optional(),
})
export type Fact = z.infer<typeof fact> & { id: FactId }

/** A subject in the thesaurus. The three layers hold words and phrases as each group writes them. */
export const theme = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z]*$/),
  name: bilingual,
  young: z.array(z.string()),
  parents: z.array(z.string()),
  professionals: z.array(z.string()),
  /** English words and phrases. */
  english: z.array(z.string()),
  /** The commonest themes also in Arabic and Ukrainian. */
  arabic: z.array(z.string()).optional(),
  ukrainian: z.array(z.string()).optional(),
  /** How much the theme decides beside others: a concrete situation (1.2) before a feeling that goes with many (0.85). 1 unless told. */
  weight: z.number().min(0.2).max(2).optional(),
})
export type Theme = z.infer<typeof theme> & { id: ThemeId; name: Bilingual }

export const municipality = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  name: z.string().min(1),
  region: z.string().min(1),
  /** Out-of-hours doctor, as a person dials it. */
  doctorOnCall: z.string().optional(),
  /** The talk is led the solution-focused way (LØFT): hopes, what works already, who helps, the next small step. */
  solutionFocused: z.boolean().optional(),
  /** WHO-5 is asked before and after a course, beside one's own number. */
  who5: z.boolean().optional(),
})
export type Municipality = z.infer<typeof municipality>

/** What someone in a district's team is; worded in locales/<lang>/districts.json. */
export const profession = z.enum(['healthVisitor', 'psychologist', 'socialWorker', 'teacher', 'pedagogue', 'leader'])

export const district = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  municipality: z.string(),
  name: z.string().min(1),
  schools: z.array(z.string().min(1)).min(1),
  /** Day-cares of the district, as people call them. */
  daycares: z.array(z.string().min(1)).optional(),
  /** Towns and places whose children go there; one that lies in two districts says only that it is one of them. */
  towns: z.array(z.string().min(1)).optional(),
  /** Who the team of the district is. Absent: the district has no team of its own. */
  team: z.strictObject({ professions: z.array(profession).min(1), ...provenance.shape }).optional(),
})
export type District = z.infer<typeof district>

const interval = z.strictObject({ days: z.array(z.number().int().min(1).max(7)).min(1), opens: clock, closes: clock })

/** Days with hours of their own, both ends included, holidays or not; without intervals it is closed. The first that names a day counts. */
const special = z
  .strictObject({ from: day, to: day, intervals: z.array(interval).min(1).optional() })
  .refine(({ from, to }) => from <= to, { error: '`to` lies before `from`', path: ['to'] })

const channelHours = z
  .strictObject({
    channel: z.enum(['phone', 'sms', 'chat']),
    always: z.boolean().optional(),
    intervals: z.array(interval).min(1).optional(),
    closedOnHolidays: z.boolean().optional(),
    special: z.array(special).optional(),
  })
  .refine(({ always, intervals }) => !(always && intervals), { error: '`always` or `intervals`, not both', path: ['intervals'] })

/** When someone answers, in Europe/Copenhagen wall-clock time. `days` 1 is Monday; `closes` at or before `opens` means after midnight. */
export const openingHours = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** A channel with neither `always` nor `intervals`: its hours are not known; the card says where to look. */
  channels: z.array(channelHours).min(1),
  source: z.string().min(1),
  checked: day,
  toVerify: z.boolean().optional(),
  anonymous: z.boolean().optional(),
  cost: bilingual.optional(),
  /** What must be said with every rendering: asks for CPR, records calls, known queues ... */
  caution: bilingual.optional(),
})
export type OpeningHours = z.infer<typeof openingHours>

/** A number that must not be shown any more, and what stands in its place. */
export const retiredNumber = z.strictObject({ number: z.string().min(3), instead: z.string().min(1), why: z.string().min(1) })
export type RetiredNumber = z.infer<typeof retiredNumber>

export interface Registry {
  offers: Offer[]
  offer(id: string): Offer | undefined
  facts: Fact[]
  themes: Theme[]
  municipalities: Municipality[]
  districts: District[]
  helplines: OpeningHours[]
  /** The thesaurus of these very themes, packed beside them, where it is up to date. */
  packed?: { of: Theme[]; thesaurus: Thesaurus }
}
