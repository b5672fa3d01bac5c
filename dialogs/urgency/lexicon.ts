import type { Part, Pattern } from '../../registry/riskPattern.ts'
import { parsePattern } from '../../registry/riskPattern.ts'
import { fold, foldWeakly } from './letters.ts'

export type ClassId = number

/** A pattern whose parts are classes. What it finds counts as `gives` (phrases of a class). */
export interface CompiledPattern {
  parts: ClassId[]
  gaps: number[]
  optional: boolean[]
  anyOrder: number | undefined
  without: ClassId[]
  /** It speaks of negation itself, so a "not" beside it does not cancel it. */
  negates: boolean
  /** The part met most rarely: looked for first. */
  anchor: ClassId
  source: string
}

export interface Phrase {
  gives: ClassId
  pattern: CompiledPattern
  /** 0 when it rests on single words, else one more than the phrases it rests on. */
  level: number
}

/** The words of danger, each with the classes it belongs to; built once. */
export interface Lexicon {
  /** Classes of a key exactly as it is, by whole word or by its beginning or end. */
  exactly(key: string): readonly ClassId[]
  /** The same for a key typed without æ, ø, å. */
  weakly(key: string): readonly ClassId[]
  /** Whether the key itself is listed, not only its beginning or end. */
  lists(key: string): boolean
  /** Every key that is listed as a whole word, and every listed beginning; what spelling is mended towards. */
  words(): Iterable<string>
  beginnings(): Iterable<string>
  /** Phrases of classes, in an order in which each rests on those before it. */
  phrases: Phrase[]
  compile(source: string): CompiledPattern
  classId(name: string): ClassId
  className(id: ClassId): string
  /** How many classes there are; grows while patterns are compiled. */
  size(): number
  /** To be called when all patterns are compiled: chooses which part of each is looked for first, by the class #hyppige. */
  settle(): void
  /** Whether any pattern is looked for by this class. */
  isAnchor(id: ClassId): boolean
}

/** Classes by name, as data/risk/words gives them. Throws on a class that is not there or that holds itself. */
export function createLexicon(classes: Record<string, string[]>): Lexicon {
  const ids = new Map<string, ClassId>()
  const names: string[] = []
  const index = createIndex()
  const weak = createIndex()
  const phrases: Lexicon['phrases'] = []

  function idOf(name: string): ClassId {
    const known = ids.get(name)
    if (known !== undefined) return known
    const id = names.length
    names.push(name)
    ids.set(name, id)
    return id
  }

  function addWord(word: string, id: ClassId): void {
    index.add(word, id, fold)
    weak.add(word, id, text => foldWeakly(fold(text)))
  }

  const done = new Set<string>()
  const members = new Map<string, { words: string[]; phrases: string[] }>()
  function flatten(name: string, above: readonly string[]): { words: string[]; phrases: string[] } {
    const known = members.get(name)
    if (known) return known
    if (above.includes(name)) throw new Error(`class #${name} holds itself`)
    const entries = classes[name]
    if (!entries) throw new Error(`there is no class #${name}`)
    const flat = { words: [] as string[], phrases: [] as string[] }
    for (const entry of entries) {
      if (entry.startsWith('#') && !/\s/.test(entry)) {
        const inner = flatten(entry.slice(1), [...above, name])
        flat.words.push(...inner.words)
        flat.phrases.push(...inner.phrases)
      } else if (/\s/.test(entry)) flat.phrases.push(entry)
      else flat.words.push(entry)
    }
    members.set(name, flat)
    return flat
  }

  function define(name: string): ClassId {
    const id = idOf(`#${name}`)
    if (done.has(`#${name}`)) return id
    done.add(`#${name}`)
    const flat = flatten(name, [])
    for (const word of flat.words) addWord(word, id)
    for (const source of flat.phrases) phrases.push({ gives: id, pattern: compile(source), level: 0 })
    return id
  }

  function partId(part: Part): ClassId {
    if (part.classes.length === 1 && part.words.length + part.phrases.length === 0) return define(part.classes[0] ?? '')
    const name = `(${[...part.classes.map(one => `#${one}`), ...part.words, ...part.phrases].join('|')})`
    const id = idOf(name)
    if (done.has(name)) return id
    done.add(name)
    for (const word of part.words) addWord(word, id)
    for (const source of part.phrases) phrases.push({ gives: id, pattern: compile(source), level: 0 })
    for (const inner of part.classes) {
      const flat = flatten(inner, [])
      for (const word of flat.words) addWord(word, id)
      for (const source of flat.phrases) phrases.push({ gives: id, pattern: compile(source), level: 0 })
    }
    return id
  }

  const compiled = new Map<string, CompiledPattern>()
  const patterns: CompiledPattern[] = []
  let anchors = new Uint8Array(0)
  function compile(source: string): CompiledPattern {
    const known = compiled.get(source)
    if (known) return known
    const pattern: Pattern | undefined = parsePattern(source)
    if (!pattern) throw new Error(`cannot read the pattern ${source}`)
    const made: CompiledPattern = {
      parts: pattern.parts.map(partId),
      gaps: pattern.parts.map(part => part.gap),
      optional: pattern.parts.map(part => part.optional),
      anyOrder: pattern.anyOrder,
      without: pattern.without.map(partId),
      anchor: -1,
      negates: pattern.parts.some(
        part =>
          part.classes.some(negating) ||
          part.words.some(word => negations.has(word)) ||
          part.phrases.some(phrase => phrase.includes('#ikke')),
      ),
      source,
    }
    compiled.set(source, made)
    patterns.push(made)
    return made
  }
  const negations = new Set(classes.ikke ?? [])
  const negating = (name: string): boolean => name === 'ikke' || name.startsWith('ikke')

  for (const name of Object.keys(classes)) define(name)
  return {
    exactly: index.find,
    lists: index.lists,
    weakly: weak.find,
    words: index.words,
    beginnings: index.beginnings,
    phrases,
    compile,
    classId: define,
    className: id => names[id] ?? '',
    size: () => names.length,
    isAnchor: id => anchors[id] === 1,
    settle() {
      const met = new Float64Array(names.length)
      for (const [rank, word] of (classes.hyppige ?? []).entries())
        for (const id of index.find(fold(word))) met[id] = (met[id] ?? 0) + 1000 / (rank + 10)
      anchors = new Uint8Array(names.length)
      for (const pattern of patterns) {
        pattern.anchor = rarest(pattern, met)
        anchors[pattern.anchor] = 1
      }
      const above = new Map<ClassId, number>()
      for (const phrase of phrases) {
        phrase.level = Math.max(0, ...phrase.pattern.parts.map(part => above.get(part) ?? 0))
        above.set(phrase.gives, Math.max(above.get(phrase.gives) ?? 0, phrase.level + 1))
      }
    },
  }
}

function rarest({ parts, optional }: CompiledPattern, met: Float64Array): ClassId {
  let best = parts[0] ?? 0
  parts.forEach((id, nth) => {
    if (!optional[nth] && (met[id] ?? 0) < (met[best] ?? 0)) best = id
  })
  return best
}

interface Index {
  add(word: string, id: ClassId, key: (text: string) => string): void
  find(key: string): readonly ClassId[]
  lists(key: string): boolean
  words(): Iterable<string>
  beginnings(): Iterable<string>
}

/** Whole words, beginnings and ends, each looked up by length: no scan of the list, whatever the word. */
function createIndex(): Index {
  const words = new Map<string, ClassId[]>()
  const beginnings = new Map<string, ClassId[]>()
  const ends = new Map<string, ClassId[]>()
  let longestBeginning = 0
  let longestEnd = 0

  function put(map: Map<string, ClassId[]>, key: string, id: ClassId): void {
    const ids = map.get(key)
    if (!ids) map.set(key, [id])
    else if (!ids.includes(id)) ids.push(id)
  }

  return {
    add(word, id, key) {
      if (word.endsWith('*')) {
        const beginning = key(word.slice(0, -1))
        put(beginnings, beginning, id)
        longestBeginning = Math.max(longestBeginning, beginning.length)
      } else if (word.startsWith('*')) {
        const end = key(word.slice(1))
        put(ends, end, id)
        longestEnd = Math.max(longestEnd, end.length)
      } else put(words, key(word), id)
    },
    find(key) {
      const found: ClassId[] = [...(words.get(key) ?? [])]
      const collect = (ids: ClassId[] | undefined): void => {
        for (const id of ids ?? []) if (!found.includes(id)) found.push(id)
      }
      for (let length = Math.min(longestBeginning, key.length); length > 1; length--) collect(beginnings.get(key.slice(0, length)))
      for (let length = Math.min(longestEnd, key.length - 1); length > 2; length--) collect(ends.get(key.slice(-length)))
      return found
    },
    lists: key => words.has(key),
    words: () => words.keys(),
    beginnings: () => beginnings.keys(),
  }
}
