import words from '../data/words.json' with { type: 'json' }
import { lately } from './lately.ts'
import { normalise, type Word } from './text.ts'

/**
 * Which words stand in a part of a sentence that is said not to be so: "det er ikke fordi han bliver mobbet, ...", "problemet er ikke alkohol,
 * problemet er ...", "i skolen går det fint". A negation that is the need itself ("har ingen venner", "vil ikke i skole") denies nothing. Pure.
 */
export const deniedIn: (said: readonly Word[]) => readonly boolean[] = lately(read)

/** The words that are not denied: most often all of them. */
export function affirmedIn(said: readonly Word[]): readonly Word[] {
  const denied = deniedIn(said)
  return denied.includes(true) ? said.filter((_, here) => !denied[here]) : said
}

function read(said: readonly Word[]): boolean[] {
  const denied = said.map(() => false)
  const clauses = clausesOf(said)
  for (const [nth, clause] of clauses.entries()) {
    const from = deniedFrom(said, clause, clauses[nth + 1])
    if (from !== undefined) denied.fill(true, from, clause.end)
    else if (hasSaying(said, clause, closings, ends)) denied.fill(true, clause.start, clause.end)
    // "alle tror, det er stoffer. Det er det ikke."
    const before = clauses[nth - 1]
    if (before !== undefined && hasSaying(said, clause, refusals, whole)) denied.fill(true, before.start, before.end)
  }
  return denied
}

interface Clause {
  start: number
  /** One past its last word. */
  end: number
}

/** What stands between commas, full stops and "men". */
function clausesOf(said: readonly Word[]): Clause[] {
  const clauses: Clause[] = []
  for (let here = 0; here < said.length; here++) {
    const open = clauses.at(-1)
    if (open === undefined || said[here]?.clause !== said[here - 1]?.clause) clauses.push({ start: here, end: here + 1 })
    else open.end = here + 1
  }
  return clauses
}

/** Where in the clause denial begins: behind a saying that denies, or behind a "not" that names several things or that the next clause turns from. */
function deniedFrom(said: readonly Word[], clause: Clause, next: Clause | undefined): number | undefined {
  const turned = next !== undefined && turnsFrom(said, clause, next)
  for (let here = clause.start; here < clause.end; here++) {
    const length = sayingAt(said, here, clause.end, openings)
    if (length !== undefined) return here + length
    // "ingen af os ryger, vi ..."
    if (turned && said[here]?.spelt === 'ingen' && said[here + 1]?.spelt === 'af') return here + 2
    if (!nots.has(said[here]?.spelt ?? '') || !(turned || said.slice(here, clause.end).some(({ spelt }) => ors.has(spelt)))) continue
    const state = said.slice(Math.max(clause.start, here - 3), here).findLast(({ spelt }) => states.has(spelt))?.spelt
    if (state !== undefined && !isLack(said, here, state)) return here + 1
  }
  return once(said, clause, next) ? clause.start : undefined
}

/** "Før havde jeg angst, men nu ...". */
function once(said: readonly Word[], clause: Clause, next: Clause | undefined): boolean {
  const head = (at: Clause | undefined, most: number) =>
    said.slice(at?.start ?? 0, at === undefined ? 0 : Math.min(at.end, at.start + most))
  return head(clause, 2).some(({ spelt }) => earlier.has(spelt)) && head(next, 3).some(({ spelt }) => spelt === 'nu' || spelt === 'now')
}

/** "har ikke nogen venner", "er ikke i skole", "har ikke snakket": what is lacking is the need. */
function isLack(said: readonly Word[], not: number, state: string): boolean {
  const next = said[not + 1]?.spelt ?? ''
  return (
    places.has(next) ||
    (/^ha(?:r|vde)$/.test(state) && next.endsWith('et')) ||
    said.slice(not + 1, not + 4).some(({ spelt }) => lacks.has(spelt))
  )
}

/** The next clause tells what it is instead: it turns ("men", "bare"), or begins as this one did ("det er ikke ..., det er ..."). */
function turnsFrom(said: readonly Word[], clause: Clause, next: Clause): boolean {
  const head = said.slice(next.start, Math.min(next.end, next.start + 5)).map(({ spelt }) => spelt)
  if (head.some(spelt => nots.has(spelt))) return false
  if (head.some(spelt => turns.has(spelt))) return true
  return next.end - next.start > 2 && said[clause.start]?.spelt === head[0] && said[clause.start + 1]?.spelt === head[1]
}

type Fits = (clause: Clause, from: number, to: number) => boolean
const ends: Fits = ({ start, end }, from, to) => from > start && to === end
const whole: Fits = ({ start, end }, from, to) => from <= start + 1 && to === end

function hasSaying(said: readonly Word[], clause: Clause, sayings: Sayings, fits: Fits): boolean {
  for (let here = clause.start; here < clause.end; here++) {
    const length = sayingAt(said, here, clause.end, sayings)
    if (length !== undefined && fits(clause, here, here + length)) return true
  }
  return false
}

function sayingAt(said: readonly Word[], here: number, end: number, sayings: Sayings): number | undefined {
  return sayings
    .get(said[here]?.spelt ?? '')
    ?.find(saying => here + saying.length <= end && saying.every((part, nth) => said[here + nth]?.spelt === part))?.length
}

type Sayings = Map<string, string[][]>
const sayingsOf = (list: readonly string[]): Sayings =>
  Map.groupBy(
    list.map(saying => saying.split(' ').map(normalise)),
    ([first]) => first ?? '',
  )
const openings = sayingsOf(words.denials.openings)
const closings = sayingsOf(words.denials.closings)
const refusals = sayingsOf(words.denials.refusals)
const setOf = (list: readonly string[]) => new Set(list.map(normalise))
const nots = new Set(words.negations)
const ors = new Set(['eller', 'or'])
const states = setOf(words.denials.states)
const turns = setOf(words.denials.turns)
const lacks = setOf(words.denials.lacks)
const places = setOf(words.denials.places)
const earlier = setOf(words.denials.earlier)
