import type { ClassId, CompiledRisk, CompiledRule } from '../../registry/riskCompiled.ts'
import type { Level, RiskKind } from '../urgency.ts'
import type { Lexicon } from './lexicon.ts'
import { createPlaces, type Place } from './places.ts'
import type { Word } from './reading.ts'

/** What a rule found. */
export interface Hit {
  kind: RiskKind
  level: Exclude<Level, 'none'>
  about: 'self' | 'other' | undefined
  /** Right whenever it speaks: the second voice is not asked. */
  firm: boolean
  place: Place
}

export interface Heard {
  hits: Hit[]
  /** Words that an idiom covers. */
  masked: ReadonlySet<number>
}

/** First voice: the rules of data/risk. Finds what the words of the newest message, with their neighbours, say of danger. */
export function createRules(compiled: CompiledRisk, lexicon: Lexicon): (words: readonly Word[], newest: number) => Heard {
  const not = lexicon.classId('ikke')
  const past = lexicon.classId('fortid')
  const now = lexicon.classId('nutid')
  const long = lexicon.classId('laengeSiden')
  const over = lexicon.classId('ovre')
  const guilt = lexicon.classId('skyld')
  const me = lexicon.classId('meObj')
  const self = lexicon.classId('mig')
  const places = createPlaces(compiled, not)
  const idioms = places.byAnchor(compiled.idioms)
  const contexts = places.byAnchor(compiled.contexts)
  const rules = places.byAnchor(compiled.rules)

  return (words, newest) => {
    places.read(words)
    const inContext = new Set<string>()
    for (const { name, pattern } of places.candidates(contexts)) if (!inContext.has(name) && places.find(pattern)) inContext.add(name)
    const speaksOf = (name: string): boolean => inContext.has(name)
    const masked = new Set<number>()
    for (const idiom of places.candidates(idioms)) {
      for (const place of places.findAll(idiom.pattern))
        for (const part of place.parts ?? []) for (let at = part.start; at <= part.end; at++) masked.add(at)
    }
    if (masked.size > 0) places.read(words, masked)
    const inNewest = (place: Place): boolean => (place.parts ?? []).some(part => words[part.end]?.message === newest)
    const isPersonal = (place: Place): boolean =>
      (place.parts ?? []).some(part =>
        words.slice(part.start, part.end + 1).some(word => word.classes.includes(me) || word.classes.includes(self)),
      )
    const isPast = places.has(past) && !places.has(now)
    const isOver = places.has(over) && (places.has(past) || places.has(long))
    const levelOf = (rule: CompiledRule, place: Place): Level => {
      // A suicide among those near, long ago and without guilt, is grief and no danger.
      if (rule.kind === 'suicide' && places.has(long) && !isPersonal(place) && !places.has(guilt)) return 'none'
      if (isOver) return 'none'
      if (!isPersonal(place) && everywhere.some(speaksOf)) return 'none'
      return isPast ? rule.past : rule.level
    }
    const hits: Hit[] = []
    const counts = (place: Place): boolean => inNewest(place) && !isDenied(place, words, not)
    for (const rule of places.candidates(rules)) {
      const place = places.find(rule.pattern, counts)
      if (!place || rule.unless.some(speaksOf)) continue
      const level = levelOf(rule, place)
      if (level !== 'none') hits.push({ kind: rule.kind, level, about: rule.about, firm: rule.firm, place })
    }
    return { hits, masked }
  }
}

/** Contexts in which words that name no "me" are a subject and no danger: school work, films, books. */
const everywhere = ['study', 'media']

/** "det er ikke en spiseforstyrrelse", "der er ikke vold": a single word with a negation close before it; and what never happened. */
function isDenied(place: Place, words: readonly Word[], not: ClassId): boolean {
  if (neverHappened(place, words)) return true
  if (place.start !== place.end || words[place.start]?.classes.includes(not)) return false
  for (let at = place.start - 1; at >= 0 && at >= place.start - 3; at--) {
    if (words[at + 1]?.breaks) return false
    if (words[at]?.classes.includes(not)) return true
  }
  return false
}

const never = new Set(['aldrig', 'aldri', 'never'])
const nobody = new Set(['ingen', 'nobody'])
/** Words that take back what was denied: "han har aldrig slået mig før i dag", "jeg har aldrig villet dø mere". */
const takesBack = new Set(['før', 'men', 'indtil', 'mere', 'så', 'but', 'until', 'before', 'andre', 'fordi', 'selvom', 'længere'])

/** "han har aldrig rørt mig", "der er ingen der slår mig": said of the whole, and not taken back. */
function neverHappened({ start, end }: Place, words: readonly Word[]): boolean {
  for (let at = start; at < end; at++) if (never.has(words[at]?.read ?? '')) return !isTakenBack(at, words)
  for (let at = start - 1; at >= 0 && at >= start - 2 && !words[at + 1]?.breaks; at--) {
    const read = words[at]?.read ?? ''
    if (never.has(read) || (nobody.has(read) && (at === start - 1 || relative.has(words[at + 1]?.read ?? ''))))
      return !isTakenBack(at, words)
  }
  return false
}

const relative = new Set(['der', 'som', 'har', 'who', 'has'])
const isTakenBack = (from: number, words: readonly Word[]): boolean => words.slice(from).some(word => takesBack.has(word.read))
