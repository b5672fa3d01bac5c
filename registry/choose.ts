import { isComplement } from './fit.ts'
import { agrees, isForDanger } from './lines.ts'
import type { Ranked } from './match.ts'
import type { MatchOptions } from './matching.ts'
import type { Situation } from './situation.ts'

/**
 * Acute: the lines that help now, first. Concern, or danger that no rule named: first too when the themes say the same; else one of them among
 * the first two, for a worry read between the lines must not hide the answer to what was asked (the talk shows its help card anyway).
 */
export function withHelp(
  lines: Ranked[],
  ranked: Ranked[],
  limit: number,
  situation: Situation,
  { urgency, kinds = [], surmised = false }: MatchOptions,
): Ranked[] {
  if ((urgency === 'acute' && !surmised) || agrees(kinds, situation)) return [...lines, ...choose(ranked, limit, lines)].slice(0, limit)
  const chosen = choose(ranked, limit, [])
  const [first, second] = chosen
  const best = surmised ? lines : lines.slice(0, 1)
  const helped = lines.length === 0 || best.some(({ offer }) => offer === first?.offer || offer === second?.offer)
  if (helped || first === undefined) return chosen
  return [first, ...lines.slice(0, 1), ...chosen.slice(1).filter(({ offer }) => offer !== lines[0]?.offer)].slice(0, limit)
}

/** Below this chance an offer for the few is left out of the first three, unless the words speak of it. */
const leastChance = 0.35
/** Below this an offer has nothing to do with what was told. */
const leastFit = 0.16

/** The best that differ: offers whose conditions are likely met; one complement at most, and never first; general lines fill up. */
function choose(ranked: readonly Ranked[], limit: number, already: readonly Ranked[]): Ranked[] {
  const chosen: Ranked[] = []
  const seen = new Set(already.map(({ offer }) => offer.id))
  let complements = 0
  const worthy = ranked.filter(
    (one, nth) =>
      !seen.has(one.offer.id) &&
      one.score >= leastFit &&
      !isOutOfPlace(one) &&
      (one.fit.likely >= leastChance || (nth < 2 && isSpokenFor(one))),
  )
  for (const one of worthy) {
    if (chosen.length === limit) break
    if (isComplement(one.offer)) {
      if (complements === 1 || !isMadeFor(one)) continue
      complements += 1
    }
    chosen.push(one)
  }
  // A line that takes anything is never out of place behind what is made for it: nobody is left with one door where there are three.
  chosen.push(...ranked.filter(one => isOpenLine(one) && !seen.has(one.offer.id) && !chosen.includes(one)).slice(0, limit - chosen.length))
  // Where no line is open to them (from 18 in some municipalities), the associations' own are better than nothing.
  if (chosen.length === 0 && already.length === 0) chosen.push(...ranked.filter(isAnyones).slice(0, limit))
  const first = chosen.findIndex(({ offer }) => !isComplement(offer))
  if (first > 0) chosen.unshift(...chosen.splice(first, 1))
  return chosen
}

/** A line for danger where no word speaks of it ("hvordan får man venner" and Livslinien): it would frighten, and answers nothing. */
const isOutOfPlace = ({ offer, fit: { themes, own } }: Ranked): boolean => isForDanger(offer) && themes.length === 0 && own === 0

/** What only one voice hears ("hun når til cykelskuret og vender om"), but clearly: the words speak of it, though no fact is told. */
const isSpokenFor = ({ score, fit }: Ranked): boolean => score - fit.score >= 0.45

const isOpenLine = ({ offer, fit: { likely } }: Ranked): boolean => offer.general && !isComplement(offer) && likely >= leastChance

const isAnyones = ({ offer, fit: { likely } }: Ranked): boolean => offer.general && likely >= leastChance

/** Made for the theme that speaks most for it, and that theme clearly heard: only then is a complement worth a place. */
function isMadeFor({ offer, fit: { themes } }: Ranked): boolean {
  const [first] = themes
  return first !== undefined && offer.themes[first.hit.theme] === 3 && first.hit.weight >= 0.7
}
