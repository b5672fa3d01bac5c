import type { ClassId, CompiledPattern, CompiledRisk, Phrase } from '../../registry/riskCompiled.ts'
import type { Word } from './reading.ts'

/** Words `start` to `end` (both included) that a class or a pattern covers; `parts` are the places of a pattern's parts. */
export interface Place {
  start: number
  end: number
  parts?: Place[]
}

/** Where classes stand in a piece of text, and what patterns find there. Holds the piece last read. */
export interface Places {
  /** Reads a piece of at most `mostWords`; `masked` words count for no class. */
  read(words: readonly Word[], masked?: ReadonlySet<number>): void
  has(id: ClassId): boolean
  /** Puts things in an index by the part of their pattern that is met most rarely. */
  byAnchor<T extends { pattern: CompiledPattern }>(all: readonly T[]): AnchorIndex<T>
  /** Those of an index whose parts stand near enough to each other, by bits alone: too many perhaps, never too few. */
  candidates<T>(index: AnchorIndex<T>): T[]
  /** The first place where the pattern of a candidate holds and `accept` agrees. */
  find(pattern: CompiledPattern, accept?: (place: Place) => boolean): Place | undefined
  findAll(pattern: CompiledPattern): Place[]
}

/** Things with a pattern, by the class of its anchor; `bit` marks the classes that have any. */
export interface AnchorIndex<T> {
  bit: number
  /** Where the things of each class begin among all, and their patterns among the steps; they end where the next begin. */
  from: Int32Array
  stepsFrom: Int32Array
  all: readonly T[]
  /**
   * Each pattern as numbers in a row, so that most are ruled out without being opened: how many parts, then of each its class and how far behind the
   * part before it may begin (0: anywhere; negative: it may be absent).
   */
  steps: Int32Array
}

/** One bit a word: where a class stands is a number, and most patterns are ruled out by a few shifts. */
export const mostWords = 32

/**
 * Patterns are first tried on bits, which may say yes too often and never no too often; only then place by place. Work is
 * bounded by patterns times words of the piece, whatever the text.
 */
export function createPlaces({ names, phrases }: CompiledRisk, not: ClassId): Places {
  let words: readonly Word[] = []
  /** Where a class stands, a bit a word. */
  const bits = new Int32Array(names.length)
  /** Which indices have something under a class, a bit each. */
  const indexed = new Uint16Array(names.length)
  let indices = 0
  /** The classes that stand in the piece, and those among them by which patterns are found: as many as are counted beside. */
  const touched = new Int32Array(names.length)
  const anchors = new Int32Array(names.length)
  let touchedCount = 0
  let anchorCount = 0
  /** Of classes that phrases gave: which bits stand for a word alone, and the places of phrases. */
  let spans = new Map<ClassId, Spans>()
  let negated = 0

  function mark(id: ClassId, mask: number): void {
    const before = bits[id] ?? 0
    if (before === 0) {
      touched[touchedCount++] = id
      if (indexed[id] !== 0) anchors[anchorCount++] = id
    }
    bits[id] = before | mask
  }

  const deepest = Math.max(0, ...phrases.map(phrase => phrase.level))
  const levels = Array.from({ length: deepest + 1 }, (_, level) => byAnchor(phrases.filter(phrase => phrase.level === level)))

  function byAnchor<T extends { pattern: CompiledPattern }>(all: readonly T[]): AnchorIndex<T> {
    const bit = 1 << indices++
    const sorted = all.toSorted((a, b) => a.pattern.anchor - b.pattern.anchor)
    const from = new Int32Array(names.length + 1)
    const steps: number[] = []
    const stepsFrom = new Int32Array(names.length + 1)
    let next = 0
    for (let id = 0; id <= names.length; id++) {
      from[id] = next
      stepsFrom[id] = steps.length
      for (let one = sorted[next]; one?.pattern.anchor === id; one = sorted[++next]) {
        steps.push(...stepsOf(one.pattern))
        indexed[id] = (indexed[id] ?? 0) | bit
      }
    }
    return { bit, from, stepsFrom, all: sorted, steps: Int32Array.from(steps) }
  }

  function markPhrase({ gives, pattern }: Phrase): void {
    search(pattern, ({ start, end }) => {
      const known = spans.get(gives)
      if (known) known.places.push({ start, end })
      else spans.set(gives, { alone: bits[gives] ?? 0, places: [{ start, end }] })
      for (let at = start; at <= end; at++) mark(gives, 1 << at)
      return false
    })
  }

  const places: Places = {
    read(next, masked) {
      words = next
      for (let nth = 0; nth < touchedCount; nth++) bits[touched[nth] ?? 0] = 0
      touchedCount = 0
      anchorCount = 0
      if (spans.size > 0) spans = new Map()
      for (let at = 0; at < words.length; at++) {
        if (masked?.has(at)) continue
        const classes = words[at]?.classes ?? none
        for (let nth = 0; nth < classes.length; nth++) mark(classes[nth] ?? 0, 1 << at)
      }
      // A negation denies what stands beside it though an idiom covers it.
      if (!masked) negated = bits[not] ?? 0
      for (const level of levels) for (const phrase of places.candidates(level)) markPhrase(phrase)
    },
    has: id => bits[id] !== 0,
    byAnchor,
    candidates<T>({ bit, from, stepsFrom, all, steps }: AnchorIndex<T>): T[] {
      const found: T[] = []
      for (let nth = 0; nth < anchorCount; nth++) {
        const id = anchors[nth] ?? 0
        if (((indexed[id] ?? 0) & bit) === 0) continue
        const end = from[id + 1] ?? 0
        let step = stepsFrom[id] ?? 0
        for (let place = from[id] ?? 0; place < end; place++) {
          const one = possible(steps, step) ? all[place] : undefined
          if (one !== undefined) found.push(one)
          step += 1 + 2 * (steps[step] ?? 0)
        }
      }
      return found
    },
    find: search,
    findAll(pattern) {
      const all: Place[] = []
      search(pattern, place => {
        all.push(place)
        return false
      })
      return all
    },
  }
  return places

  function possible(steps: Int32Array, from: number): boolean {
    const end = from + 2 * (steps[from] ?? 0)
    let reached = bits[steps[from + 1] ?? 0] ?? 0
    for (let step = from + 3; step <= end && reached !== 0; step += 2) {
      const here = bits[steps[step] ?? 0] ?? 0
      const reach = steps[step + 1] ?? 0
      if (reach > 0) reached = spread(reached, reach) & here
      else if (reach < 0) reached |= spread(reached, -reach) & here
      else if (here === 0) return false
    }
    return reached !== 0
  }

  function search(pattern: CompiledPattern, accept?: (place: Place) => boolean): Place | undefined {
    for (const place of pattern.anyOrder > 0 ? inAnyOrder(pattern, pattern.anyOrder) : inOrder(pattern)) {
      if (!pattern.negates && isNegated(place)) continue
      if (pattern.without.some(id => standsBeside(id, place))) continue
      if (!accept || accept(place)) return place
    }
    return undefined
  }

  function of(id: ClassId): Place[] {
    const longer = spans.get(id)
    const here = bits[id] ?? 0
    const alone = longer ? longer.alone : here
    const found: Place[] = []
    for (let rest = here; rest !== 0; rest &= rest - 1) {
      const at = 31 - Math.clz32(rest & -rest)
      if ((alone & (1 << at)) !== 0) found.push({ start: at, end: at })
      if (longer) for (const span of longer.places) if (span.start === at) found.push(span)
    }
    return found
  }

  function inOrder({ parts, gaps, optional }: CompiledPattern): Place[] {
    let reached = of(parts[0] ?? -1)
    for (let nth = 1; nth < parts.length && reached.length > 0; nth++) {
      const next: Place[] = []
      for (const place of of(parts[nth] ?? -1)) {
        const before = nearestBefore(reached, place, gaps[nth] ?? 0)
        if (before) next.push({ start: before.start, end: place.end, parts: before.parts ? [...before.parts, place] : [before, place] })
      }
      reached = optional[nth] ? [...reached, ...next].sort((a, b) => a.end - b.end) : next
    }
    return reached.map(place => (place.parts ? place : { start: place.start, end: place.end, parts: [place] }))
  }

  function nearestBefore(reached: readonly Place[], { start }: Place, gap: number): Place | undefined {
    for (let nth = reached.length - 1; nth >= 0; nth--) {
      const one = reached[nth]
      if (one && one.end < start && start - one.end - 1 + stops(one.end, start) <= gap) return one
    }
    return undefined
  }

  function inAnyOrder(pattern: CompiledPattern, window: number): Place[] {
    const [anchors, ...others] = pattern.parts.map(of).sort((a, b) => a.length - b.length)
    return (anchors ?? []).flatMap(anchor => {
      const parts = [anchor]
      for (const other of others) {
        const near = other.find(
          one => Math.abs(one.start - anchor.start) <= window && parts.every(part => one.end < part.start || one.start > part.end),
        )
        if (!near) return []
        parts.push(near)
      }
      parts.sort((a, b) => a.start - b.start)
      return [{ start: Math.min(...parts.map(one => one.start)), end: Math.max(...parts.map(one => one.end)), parts }]
    })
  }

  /** The end of a sentence between two words makes them one word further apart; it does not part them, as people put dots anywhere. */
  function stops(from: number, to: number): number {
    for (let at = from + 1; at <= to; at++) if (words[at]?.breaks || words[at]?.message !== words[at - 1]?.message) return 1
    return 0
  }

  /** "slår mig ikke", "vil ikke dø": a negation between the parts, or right behind the last one in the same sentence. */
  function isNegated(place: Place): boolean {
    if (negated === 0) return false
    const parts = place.parts ?? []
    for (let nth = 1; nth < parts.length; nth++) {
      const to = parts[nth]?.start ?? 0
      for (let at = (parts[nth - 1]?.end ?? 0) + 1; at < to; at++) if (negated & (1 << at)) return true
    }
    const after = words[place.end + 1]
    return after !== undefined && !after.breaks && (negated & (1 << (place.end + 1))) !== 0 && !restricts(words[place.end + 2])
  }

  function standsBeside(id: ClassId, place: Place): boolean {
    if (bits[id] === 0) return false
    return of(id).some(one => one.end >= place.start - 1 && one.start <= place.end + 2 && !isPart(place, one))
  }
}

interface Spans {
  alone: number
  places: Place[]
}

const none: readonly ClassId[] = []

function stepsOf({ parts, gaps, optional, anyOrder }: CompiledPattern): number[] {
  const reachOf = (nth: number): number => (anyOrder > 0 ? 0 : ((gaps[nth] ?? 0) + 1) * (optional[nth] ? -1 : 1))
  return [parts.length, ...parts.flatMap((id, nth) => [id, reachOf(nth)])]
}

const restricting = new Set(['kun', 'bare', 'sandt', 'engang', 'only', 'just', 'at', 'jeg'])

/** "ikke kun", "ikke bare", "ikke sandt": the thing itself is not denied. */
function restricts(word: Word | undefined): boolean {
  return word !== undefined && restricting.has(word.read)
}

/** The bits up to `steps` places after each of these. */
function spread(bits: number, steps: number): number {
  let all = 0
  for (let step = 1; step <= steps; step++) all |= bits << step
  return all
}

function isPart(place: Place, one: Place): boolean {
  return (place.parts ?? []).some(part => part.start === one.start && part.end === one.end)
}
