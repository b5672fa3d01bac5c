import type { ClassId, CompiledPattern, CompiledRisk, CompiledRule, IndexKeys, Keys, Phrase } from '../../registry/riskCompiled.ts'
import type { RiskData } from '../../registry/riskData.ts'
import { type Part, parsePattern } from '../../registry/riskPattern.ts'
import { fold, foldWeakly } from './letters.ts'

/** Turns what a coordinator writes in data/risk into classes by number. Throws on a class that is not there or that holds itself. */
export function compileRisk(data: RiskData): CompiledRisk {
  const words = createWords(data.words)
  const idioms = data.harmless.idioms.map(source => ({ pattern: words.compile(source) }))
  const contexts = Object.entries(data.harmless.contexts).flatMap(([name, sources]) =>
    sources.map(source => ({ name, pattern: words.compile(source) })),
  )
  const rules = data.rules.flatMap(({ kind, rules: group }) =>
    group.flatMap(rule =>
      rule.patterns.map(
        (source): CompiledRule => ({
          kind,
          level: rule.level,
          past: rule.past ?? rule.level,
          unless: rule.unless ?? [],
          ...(rule.about && { about: rule.about }),
          firm: rule.firm ?? false,
          pattern: words.compile(source),
        }),
      ),
    ),
  )
  return { ...words.settled(), idioms, contexts, rules, real: data.real.join(' ') }
}

interface Words {
  compile(source: string): CompiledPattern
  /** To be called when all patterns are compiled: chooses which part of each is looked for first, by the class #hyppige. */
  settled(): Pick<CompiledRisk, 'names' | 'lists' | 'exact' | 'weak' | 'phrases'>
}

interface Flat {
  words: string[]
  phrases: string[]
}

function createWords(classes: Record<string, string[]>): Words {
  const ids = new Map<string, ClassId>()
  const names: string[] = []
  const exact = createIndex(fold)
  const weak = createIndex(text => foldWeakly(fold(text)))
  const phrases: Phrase[] = []
  const done = new Set<string>()
  const members = new Map<string, Flat>()
  const compiled = new Map<string, CompiledPattern>()
  const negations = new Set(classes.ikke ?? [])
  const negating = (name: string): boolean => name === 'ikke' || name.startsWith('ikke')
  for (const name of Object.keys(classes)) define(name)

  return {
    compile,
    settled() {
      const met = new Float64Array(names.length)
      for (const [rank, word] of (classes.hyppige ?? []).entries())
        for (const id of exact.find(fold(word))) met[id] = (met[id] ?? 0) + 1000 / (rank + 10)
      for (const pattern of compiled.values()) pattern.anchor = rarest(pattern, met)
      const above = new Map<ClassId, number>()
      for (const phrase of phrases) {
        phrase.level = Math.max(0, ...phrase.pattern.parts.map(part => above.get(part) ?? 0))
        above.set(phrase.gives, Math.max(above.get(phrase.gives) ?? 0, phrase.level + 1))
      }
      const lists = createLists()
      return { names, exact: exact.packed(lists.placeOf), weak: weak.packed(lists.placeOf), lists: lists.all, phrases }
    },
  }

  function idOf(name: string): ClassId {
    const known = ids.get(name)
    if (known !== undefined) return known
    const id = names.length
    names.push(name)
    ids.set(name, id)
    return id
  }

  function flatten(name: string, above: readonly string[]): Flat {
    const known = members.get(name)
    if (known) return known
    if (above.includes(name)) throw new Error(`class #${name} holds itself`)
    const entries = classes[name]
    if (!entries) throw new Error(`there is no class #${name}`)
    const flat: Flat = { words: [], phrases: [] }
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

  function addAll(id: ClassId, flat: Flat): void {
    for (const word of flat.words) {
      exact.add(word, id)
      weak.add(word, id)
    }
    for (const source of flat.phrases) phrases.push({ gives: id, pattern: compile(source), level: 0 })
  }

  function define(name: string): ClassId {
    const id = idOf(`#${name}`)
    if (done.has(`#${name}`)) return id
    done.add(`#${name}`)
    addAll(id, flatten(name, []))
    return id
  }

  function partId(part: Part): ClassId {
    if (part.classes.length === 1 && part.words.length + part.phrases.length === 0) return define(part.classes[0] ?? '')
    const name = `(${[...part.classes.map(one => `#${one}`), ...part.words, ...part.phrases].join('|')})`
    const id = idOf(name)
    if (done.has(name)) return id
    done.add(name)
    addAll(id, part)
    for (const inner of part.classes) addAll(id, flatten(inner, []))
    return id
  }

  function compile(source: string): CompiledPattern {
    const known = compiled.get(source)
    if (known) return known
    const pattern = parsePattern(source)
    if (!pattern) throw new Error(`cannot read the pattern ${source}`)
    const made: CompiledPattern = {
      parts: pattern.parts.map(partId),
      gaps: pattern.parts.map(part => part.gap),
      optional: pattern.parts.map(part => part.optional),
      anyOrder: pattern.anyOrder ?? 0,
      without: pattern.without.map(partId),
      anchor: -1,
      negates: pattern.parts.some(
        part =>
          part.classes.some(negating) ||
          part.words.some(word => negations.has(word)) ||
          part.phrases.some(phrase => phrase.includes('#ikke')),
      ),
    }
    compiled.set(source, made)
    return made
  }
}

function rarest({ parts, optional }: CompiledPattern, met: Float64Array): ClassId {
  let best = parts[0] ?? 0
  parts.forEach((id, nth) => {
    if (!optional[nth] && (met[id] ?? 0) < (met[best] ?? 0)) best = id
  })
  return best
}

interface Lists {
  all: ClassId[][]
  placeOf(ids: ClassId[]): number
}

/** Many words are of the same classes: each list is kept once. */
function createLists(): Lists {
  const places = new Map<string, number>()
  const all: ClassId[][] = []
  return {
    all,
    placeOf(ids) {
      const name = ids.join()
      const known = places.get(name)
      if (known !== undefined) return known
      places.set(name, all.length)
      return all.push(ids) - 1
    },
  }
}

interface IndexBuilder {
  add(word: string, id: ClassId): void
  /** Classes of a whole word. */
  find(key: string): readonly ClassId[]
  packed(placeOf: Lists['placeOf']): IndexKeys
}

function createIndex(keyOf: (text: string) => string): IndexBuilder {
  const words = new Map<string, ClassId[]>()
  const beginnings = new Map<string, ClassId[]>()
  const ends = new Map<string, ClassId[]>()

  function put(map: Map<string, ClassId[]>, key: string, id: ClassId): void {
    const ids = map.get(key)
    if (!ids) map.set(key, [id])
    else if (!ids.includes(id)) ids.push(id)
  }

  return {
    add(word, id) {
      if (word.endsWith('*')) put(beginnings, keyOf(word.slice(0, -1)), id)
      else if (word.startsWith('*')) put(ends, keyOf(word.slice(1)), id)
      else put(words, keyOf(word), id)
    },
    find: key => words.get(key) ?? [],
    packed(placeOf) {
      const pack = (map: Map<string, ClassId[]>): Keys => ({ keys: [...map.keys()].join(' '), lists: [...map.values()].map(placeOf) })
      return { words: pack(words), beginnings: pack(beginnings), ends: pack(ends) }
    },
  }
}
