import { eligibility } from '../registry/eligibility.ts'
import type { Match } from '../registry/matching.ts'
import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'

/** Where the citizen's district is known, its team stands first among what is shown, unless it did not fit them, or danger was heard. */
export function teamFirst(matches: Match[], { talk, urgency }: Conversation, { registry }: TalkContext): Match[] {
  const { situation, without } = talk
  const district = registry.districts.find(({ id, team }) => id === situation.district && team !== undefined)
  if (district === undefined || urgency.level !== 'none') return matches
  const team = registry.offers.find(
    offer =>
      offer.byDistrict === true &&
      offer.municipality === district.municipality &&
      !without.includes(offer.id) &&
      eligibility(offer, situation).truth !== 'no',
  )
  if (team === undefined) return matches
  const known = matches.find(({ offer }) => offer === team)
  const near: Match = { offer: team, score: 0, reasons: [{ key: 'local', values: { municipality: district.municipality } }], unknown: [] }
  return [known ?? near, ...matches.filter(match => match !== known)].slice(0, Math.max(3, matches.length))
}
