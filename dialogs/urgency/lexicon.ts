import type { ClassId, CompiledRisk, IndexKeys, Keys } from '../../registry/riskCompiled.ts'

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
  /** Throws where there is no such class. */
  classId(name: string): ClassId
  className(id: ClassId): string
  size(): number
  /** How many keys a class lists. */
  wordsIn(id: ClassId): number
}

export function createLexicon({ names, lists, exact, weak }: Pick<CompiledRisk, 'names' | 'lists' | 'exact' | 'weak'>): Lexicon {
  const index = createIndex(exact, lists)
  const weakIndex = createIndex(weak, lists)
  const listed = countKeys(exact, lists, names.length)
  const ids = new Map(names.map((name, id) => [name, id]))
  return {
    exactly: index.find,
    weakly: weakIndex.find,
    lists: index.lists,
    words: index.words,
    beginnings: index.beginnings,
    classId(name) {
      const id = ids.get(`#${name}`)
      if (id === undefined) throw new Error(`there is no class #${name}`)
      return id
    },
    className: id => names[id] ?? '',
    size: () => names.length,
    wordsIn: id => listed[id] ?? 0,
  }
}

function countKeys({ words, beginnings, ends }: IndexKeys, lists: readonly (readonly ClassId[])[], size: number): Int32Array {
  const counts = new Int32Array(size)
  for (const keys of [words, beginnings, ends])
    for (const place of keys.lists) for (const id of lists[place] ?? []) counts[id] = (counts[id] ?? 0) + 1
  return counts
}

interface Index {
  find(key: string): readonly ClassId[]
  lists(key: string): boolean
  words(): Iterable<string>
  beginnings(): Iterable<string>
}

/** Whole words, beginnings and ends, each looked up by length: no scan of the list, whatever the word. */
function createIndex(keys: IndexKeys, lists: readonly (readonly ClassId[])[]): Index {
  const words = byKey(keys.words, lists)
  const beginnings = byKey(keys.beginnings, lists)
  const ends = byKey(keys.ends, lists)
  const longestBeginning = longest(beginnings)
  const longestEnd = longest(ends)
  const none: readonly ClassId[] = []

  return {
    find(key) {
      const whole = words.get(key)
      let found: ClassId[] | undefined
      const collect = (ids: readonly ClassId[] | undefined): void => {
        if (!ids) return
        found ??= [...(whole ?? none)]
        for (const id of ids) if (!found.includes(id)) found.push(id)
      }
      for (let length = Math.min(longestBeginning, key.length); length > 1; length--) collect(beginnings.get(key.slice(0, length)))
      for (let length = Math.min(longestEnd, key.length - 1); length > 2; length--) collect(ends.get(key.slice(-length)))
      return found ?? whole ?? none
    },
    lists: key => words.has(key),
    words: () => words.keys(),
    beginnings: () => beginnings.keys(),
  }
}

function byKey({ keys, lists: places }: Keys, lists: readonly (readonly ClassId[])[]): Map<string, readonly ClassId[]> {
  const map = new Map<string, readonly ClassId[]>()
  if (keys === '') return map
  for (const [nth, key] of keys.split(' ').entries()) map.set(key, lists[places[nth] ?? -1] ?? [])
  return map
}

function longest(map: ReadonlyMap<string, unknown>): number {
  let most = 0
  for (const key of map.keys()) most = Math.max(most, key.length)
  return most
}
