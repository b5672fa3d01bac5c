/** What someone is at the desk; one may be several things at once. */
export const deskRoles = ['counsellor', 'coordinator', 'supervisor', 'admin'] as const
export type DeskRole = (typeof deskRoles)[number]

/**
 * Who may do what, in one place: every route of the desk and its socket name a right from here, and nothing else decides. What concerns a
 * municipality is then allowed in one's own only (`serves`). An admin reads nobody's talk unless they are a counsellor too.
 */
const whoMay = {
  /** Be signed in, choose a language, keep one's own sign-in. */
  beHere: ['counsellor', 'coordinator', 'supervisor', 'admin'],
  /** See who waits, take conversations, and do with one's own what a counsellor does. */
  talk: ['counsellor', 'supervisor'],
  /** See which conversations are going on, read along and join. */
  oversee: ['supervisor'],
  /** Write the quick replies that all counsellors of a municipality share. */
  shareReplies: ['coordinator', 'supervisor'],
  /** Look offers up. */
  findOffers: ['counsellor', 'coordinator', 'supervisor'],
  /** Read the figures of one's municipality, and say which group has seats. */
  coordinate: ['coordinator', 'admin'],
  /** Give and take access. */
  manageAccounts: ['admin'],
} as const satisfies Record<string, readonly DeskRole[]>

export type Right = keyof typeof whoMay

export const may = ({ roles }: { roles: readonly DeskRole[] }, right: Right): boolean => {
  const allowed: readonly DeskRole[] = whoMay[right]
  return roles.some(role => allowed.includes(role))
}

/** All that someone may. */
export const rightsOf = (one: { roles: readonly DeskRole[] }): Right[] => (Object.keys(whoMay) as Right[]).filter(right => may(one, right)) // its keys are the rights

/** Whether all that one serves is served by another too: an admin of one municipality gives and takes access there, and nowhere else. */
export const servesAllOf = (one: { municipalities: readonly string[] }, other: { municipalities: readonly string[] }) =>
  one.municipalities.length === 0 || (other.municipalities.length > 0 && other.municipalities.every(id => serves(one, id)))

/** Whether someone may see the conversations of a municipality. */
export const serves = ({ municipalities }: { municipalities: readonly string[] }, municipality: string) =>
  municipalities.length === 0 || municipalities.includes(municipality)
