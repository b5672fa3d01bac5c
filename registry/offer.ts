import { z } from 'zod'
import { rule } from './rule.ts'
import { role } from './situation.ts'

/** A text in the two languages every registry entry is written in. */
export const bilingual = z.strictObject({ da: z.string().min(1), en: z.string().min(1) })
export type Bilingual = z.infer<typeof bilingual>

/** Where a fact comes from, when it was last checked, and whether someone must still check it ("tjek"). */
export const provenance = z.strictObject({ source: z.string().min(1), date: z.string().optional(), toVerify: z.boolean().default(false) })

export const contact = z.strictObject({
  kind: z.enum(['phone', 'sms', 'chat', 'web', 'email', 'address', 'visit']),
  /** A number, an address, a URL: as a person would dial, write or open it. */
  value: z.string().min(1),
  note: bilingual.optional(),
  ...provenance.shape,
})
export type Contact = z.infer<typeof contact>

/** Who may open the door to an offer, and how. */
export const route = z.strictObject({
  by: z.enum([
    'self',
    'parent',
    'school',
    'daycare',
    'healthVisitor',
    'healthService',
    'adviser',
    'professional',
    'police',
    'municipality',
    'jobCentre',
  ]),
  how: bilingual.optional(),
})
export type Route = z.infer<typeof route>

export const offer = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** A helpline answers now and for everyone; a forum is for professionals only. */
  kind: z.enum(['offer', 'helpline', 'forum']),
  /** Absent: the whole country. */
  municipality: z.string().optional(),
  status: z.enum(['active', 'unverified', 'ended']),
  name: bilingual,
  /** One or two plain sentences (LIX under 30) said to the citizen ("du"). */
  summary: bilingual,
  purpose: z.string().optional(),
  provider: z.strictObject({ name: z.string(), type: z.enum(['municipality', 'organisation', 'state', 'region']) }),
  partners: z.array(z.string()).default([]),
  /** Who may take it up or ask about it. */
  roles: z.array(role).min(1),
  /** Hard conditions. All must hold; an unknown one never hides the offer. */
  rules: z.array(rule).default([]),
  /** Theme id -> how central it is: 3 made for it, 2 clearly covers it, 1 touches it. */
  themes: z.record(z.string(), z.union([z.literal(1), z.literal(2), z.literal(3)])),
  /** Words of its own that point to it (its name as people say it). */
  words: z.array(z.string()).default([]),
  /** The prevention ladder: 1 open to all, 2 light and without a case, 3 a course for a group at risk, 4 needs a case, 5 most intrusive. */
  step: z.number().int().min(1).max(5),
  /** Each district has a team of its own that gives it (data/districts.json). */
  byDistrict: z.boolean().optional(),
  /** Given as a series of check-ins that a counsellor opens and the citizen comes back to with a code. */
  checkIns: z.boolean().optional(),
  /** General offers take anything; they stand behind an offer of its own. */
  general: z.boolean().default(false),
  anonymous: z.boolean().optional(),
  routes: z.array(route).min(1),
  firstStep: z.strictObject({ contact: bilingual, next: bilingual, bring: bilingual.optional() }),
  /** A partner with a printed card for the first step, whose code tells whether people arrive. */
  firstStepCard: z.boolean().optional(),
  contacts: z.array(contact).default([]),
  format: z
    .array(z.enum(['individual', 'group', 'home', 'school', 'daycare', 'chat', 'phone', 'sms', 'online', 'meeting', 'visit', 'camp']))
    .default([]),
  sessions: z.string().optional(),
  groupSize: z.string().optional(),
  /** Seats of one group; the coordinator says how many are free. */
  seats: z.number().int().min(1).max(100).optional(),
  length: z.string().optional(),
  place: z.string().optional(),
  schedule: z.string().optional(),
  /** Opening hours: the id of an entry in data/helplines.json. */
  hours: z.string().optional(),
  period: z.strictObject({ from: z.string().optional(), to: z.string().optional(), note: z.string().optional() }).optional(),
  experience: z.string().optional(),
  cost: bilingual.optional(),
  languages: z.array(z.string()).optional(),
  verified: z.strictObject({ source: z.string(), date: z.string() }),
  /** What a coordinator must check, in Danish. */
  toVerify: z.array(z.string()).default([]),
})
export type Offer = z.infer<typeof offer>
