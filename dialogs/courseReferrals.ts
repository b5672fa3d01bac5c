import type { Matcher } from '../registry/matching.ts'
import type { Offer } from '../registry/offer.ts'
import type { ThemeId } from '../registry/situation.ts'
import type { Course } from './course.ts'
import type { Worries } from './wellbeing.ts'

/** What each worry of the Trivselslineal is about, in the thesaurus' themes. */
const themesOf: Record<Worries, ThemeId[]> = {
  mood: ['sadness', 'anxiety'],
  conflict: ['conflictHome', 'divorce'],
  illness: ['parentIllness', 'mentallyIllParent'],
  loneliness: ['loneliness', 'friends'],
  absence: ['schoolRefusal'],
  economy: ['economy'],
  change: ['divorce', 'grief'],
}

/** Where nothing worries, or nobody said what: someone to talk to. */
const otherwise: ThemeId[] = ['someoneToTalkTo']

/** Civil society's offers that fit a course when it ends, the best first: by what worries, and by whom it was with. Pure. */
export function referralsFor({ municipality, profession, before, after }: Course, matcher: Matcher, now: Date): Offer[] {
  const worries = after?.worries ?? before?.worries ?? []
  const themes = worries.length > 0 ? worries.flatMap(worry => themesOf[worry]) : otherwise
  const withSmallChild = profession === 'healthVisitor'
  const situation = {
    municipality,
    themes: [...new Set(themes)].map(theme => ({ theme, weight: 1, words: [] })),
    facts: { hasCase: false, ...(withSmallChild && { preschoolChild: true }) },
    words: [],
    ...(withSmallChild && { role: 'parent' as const }),
  }
  return matcher
    .match(situation, { now, limit: 40 })
    .matches.map(({ offer }) => offer)
    .filter(
      ({ provider, kind, themes }) => provider.type === 'organisation' && kind !== 'forum' && !forDanger.some(theme => themes[theme] === 3),
    )
    .slice(0, most)
}

const most = 5
/** A line made for danger is shown when danger is heard, not as a next step. */
const forDanger: ThemeId[] = ['suicide', 'violence']
