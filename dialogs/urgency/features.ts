import type { ClassId } from '../../registry/riskCompiled.ts'
import { stem } from '../../registry/text.ts'
import type { Lexicon } from './lexicon.ts'
import type { Known, Word } from './reading.ts'
import type { Heard } from './rules.ts'

/** Takes one feature: its hash, what it is worth, and the word it comes from, so that the second voice can say why. */
export type Take = (hash: number, worth: number, at: number) => void
/** Takes all pairs of two words' classes, as `eachPair` gives them one by one: so few that their sums may be kept. */
export type TakePairs = (one: Tags, other: Tags, at: number) => void

/** The classes of a word that say most; the same object for the same classes. */
export interface Tags {
  nth: number
  hashes: readonly number[]
}

/** Who was named last before a word in its sentence: nobody, the one who writes, somebody else. */
export const subjects = { nobody: 0, self: 1, other: 2 } as const
export type Subject = (typeof subjects)[keyof typeof subjects]

/** Under which number the sums of a word are kept that stands after whom, bare or covered by an idiom. */
export const wayOf = (after: Subject, masked: boolean): number => (masked ? after + 3 : after)

/** What is known of a word before its neighbours are. */
export interface Signs {
  /** The word as it is read, and its stem. */
  hash: number
  stem: number
  /** As it begins or ends a message: a number, whoever writes, somebody else, or its stem. */
  role: number
  names: Subject
  tags: Tags
}

/** What the second voice weighs in a piece of text. The same feature may come twice: then it counts twice. */
export interface Features {
  signsOf(known: Known): Signs
  /** Who was named last before each word. */
  subjectsOf(words: readonly Word[], signs: readonly Signs[]): Subject[]
  /** What one word says by itself after whom; the same for the same word anywhere, so that its sum may be kept. `masked`: an idiom covers it. */
  ofWord(known: Known, after: Subject, masked: boolean, take: Take, at: number): void
  /** What words say together, how long it is, and what the rules found. */
  between(signs: readonly Signs[], heard: Heard, take: Take, takePairs: TakePairs): void
  all(words: readonly Word[], heard: Heard, take: Take): void
}

const near = 6
/** In twentieths, so that sums are whole numbers: nothing is allocated for them, and their order does not matter. */
const worth = {
  word: 30,
  stem: 20,
  beginning: 14,
  three: 10,
  four: 14,
  six: 12,
  tag: 12,
  afterWhom: 16,
  pair: 30,
  stems: 21,
  skip: 24,
  far: 12,
  triple: 20,
  tags: 17,
  whole: 20,
  rule: 60,
}
const mostLetters = 30
const mostTags = 2
/** How far apart a word and a class are heard together; two words, or two classes, are up to `near`. */
const nearTag = 4
const mostLengths = 12

/**
 * Words and their stems, alone, in pairs and triples, and after whom they stand; classes of words and their pairs; runs of letters; how a message begins
 * and ends and how long it is; what the rules found. Classes let it hear "onkel ... nat ... hemmelig" in words it was never taught together; letters
 * let it hear misspelt ones. Only classes named in the data count, so that ids may change.
 */
export function createFeatures(lexicon: Lexicon): Features {
  const tagsByClasses = new WeakMap<readonly ClassId[], Tags>()
  const untagged: Tags = { nth: 0, hashes: [] }
  const tagsByName = new Map<string, Tags>([['', untagged]])
  const self = lexicon.classId('mig')
  const others = lexicon.classId('andre')

  /** The few classes that say most: those of the fewest words. */
  function tagsOf(classes: readonly ClassId[]): Tags {
    const before = tagsByClasses.get(classes)
    if (before) return before
    const named = classes.filter(id => lexicon.className(id).startsWith('#') && lexicon.className(id) !== '#hyppige')
    const narrow = named
      .sort((a, b) => lexicon.wordsIn(a) - lexicon.wordsIn(b) || (lexicon.className(a) < lexicon.className(b) ? -1 : 1))
      .slice(0, mostTags)
    const name = narrow.join()
    const tags = tagsByName.get(name) ?? { nth: tagsByName.size, hashes: narrow.map(id => hashText(lexicon.className(id))) }
    tagsByName.set(name, tags)
    tagsByClasses.set(classes, tags)
    return tags
  }

  function signsOf(known: Known): Signs {
    known.signs ??= readSigns(known)
    return known.signs
  }

  function readSigns({ read: word, classes }: Known): Signs {
    const isNumber = /^[0-9]+$/.test(word)
    const names = isNumber
      ? subjects.nobody
      : classes.includes(self)
        ? subjects.self
        : classes.includes(others)
          ? subjects.other
          : subjects.nobody
    const stemmed = hashText(stem(word))
    const role = isNumber ? hashText('N') : names === subjects.nobody ? stemmed : hashText(names === subjects.self ? 'MIG' : 'ANDRE')
    return { hash: hashText(word), stem: stemmed, role, names, tags: tagsOf(classes) }
  }

  function subjectsOf(words: readonly Word[], signs: readonly Signs[]): Subject[] {
    let named: Subject = subjects.nobody
    return signs.map(({ names }, at) => {
      if (words[at]?.breaks) named = subjects.nobody
      const before = named
      if (names !== subjects.nobody) named = names
      return before
    })
  }

  function ofWord(known: Known, after: Subject, masked: boolean, take: Take, at: number): void {
    const { read: word } = known
    const { hash, stem: stemmed, names, tags } = signsOf(known)
    take(mix(1, hash), worth.word, at)
    take(mix(30, stemmed), worth.stem, at)
    if (word.length > 5) take(mix(10, hashText(word.slice(0, 5))), worth.beginning, at)
    if (word.length > 6) {
      take(mix(71, hashText(word.slice(0, 4))), worth.beginning, at)
      take(mix(72, hashText(word.slice(-5))), worth.beginning, at)
    }
    if (word.length > 7) take(mix(73, hashText(word.slice(0, 7))), worth.beginning, at)
    ofLetters(word, take, at)
    if (masked) take(mix(8, 1), worth.tag, at)
    else for (const tag of tags.hashes) take(mix(3, tag), worth.tag, at)
    if (names !== subjects.nobody) return
    take(mix(100 + after, stemmed ^ 68), worth.afterWhom, at)
    if (!masked) for (const tag of tags.hashes) take(mix(100 + after, tag ^ 69), worth.tag, at)
  }

  function between(signs: readonly Signs[], { masked, hits }: Heard, take: Take, takePairs: TakePairs): void {
    const size = signs.length
    const tagged = (at: number): Tags => (masked.size > 0 && masked.has(at) ? untagged : (signs[at]?.tags ?? untagged))
    for (let at = 0; at < size; at++) {
      const one = signs[at]
      if (!one) continue
      const own = one.stem
      const ownTags = tagged(at)
      if (at > 1) take(mix(mix(signs[at - 2]?.stem ?? 0, signs[at - 1]?.stem ?? 0), own ^ 111), worth.triple, at)
      for (let next = at + 1; next < size && next <= at + near; next++) {
        const second = signs[next]
        if (!second) continue
        const other = second.stem
        const nextTags = tagged(next)
        const gap = next - at
        if (gap === 1) {
          take(mix(one.hash, second.hash ^ 2), worth.pair, next)
          take(mix(own, other ^ 102), worth.stems, next)
        } else if (gap === 2) take(mix(own, other ^ 112), worth.skip, next)
        else take(mix(own, other ^ 104), worth.far, next)
        if (gap <= nearTag) {
          for (let nth = 0; nth < nextTags.hashes.length; nth++) take(mix(own, (nextTags.hashes[nth] ?? 0) ^ 107), worth.tags, next)
          for (let nth = 0; nth < ownTags.hashes.length; nth++) take(mix(ownTags.hashes[nth] ?? 0, other ^ 105), worth.tags, next)
        }
        if (ownTags !== untagged && nextTags !== untagged) takePairs(ownTags, nextTags, next)
      }
    }
    ofWhole(signs, take)
    take(mix(51, hits.length > 0 ? 1 : 0), worth.whole, size - 1)
    for (const { level, kind, place } of hits) {
      take(mix(20, hashText(level)), worth.rule, place.end)
      take(mix(21, hashText(kind + level)), worth.rule, place.end)
    }
  }

  return {
    signsOf,
    subjectsOf,
    ofWord,
    between,
    all(words, heard, take) {
      const signs = words.map(word => signsOf(word.known))
      for (const [at, after] of subjectsOf(words, signs).entries()) {
        const word = words[at]
        if (word) ofWord(word.known, after, heard.masked.has(at), take, at)
      }
      between(signs, heard, take, (one, other, at) => eachPair(one, other, hash => take(hash, worthOfPair, at)))
    },
  }
}

/** What each pair of two words' classes is worth. */
export const worthOfPair = worth.tags

export function eachPair(one: Tags, other: Tags, take: (hash: number) => void): void {
  for (const tag of one.hashes) for (const next of other.hashes) take(mix(tag, next ^ 6))
}

/** How a message begins and ends, and how long it is. */
function ofWhole(signs: readonly Signs[], take: Take): void {
  const last = signs.length - 1
  const begins = signs[0]
  const ends = signs[last]
  if (!begins || !ends) return
  take(mix(50, Math.min(mostLengths, Math.floor(Math.log2(signs.length + 1) * 2))), worth.whole, last)
  take(mix(74, begins.role), worth.whole, 0)
  take(mix(75, ends.role), worth.whole, last)
  if (last === 0) return
  take(mix(begins.role, (signs[1]?.role ?? 0) ^ 76), worth.whole, 1)
  take(mix(signs[last - 1]?.role ?? 0, ends.role ^ 77), worth.whole, last)
}

/** Runs of three to six letters of a word, its ends among them. */
function ofLetters(word: string, take: Take, at: number): void {
  const text = ` ${word.slice(0, mostLetters)} `
  for (let start = 0; start + 3 <= text.length; start++) {
    let hash = 0x811c9dc5
    for (let end = start; end < start + 6 && end < text.length; end++) {
      hash = Math.imul(hash ^ text.charCodeAt(end), 0x01000193)
      const length = end - start + 1
      if (length >= 3) take(mix(9, hash ^ length), length === 3 ? worth.three : length === 6 ? worth.six : worth.four, at)
    }
  }
}

/** Which of `size` buckets (a power of two) a hash falls into. */
export const bucketOf = (hash: number, mask: number): number => (hash ^ (hash >>> 13)) & mask

/** Fowler, Noll and Vo's hash, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}

/** Spreads two numbers over all bits, as murmur's last step does; needs no strings. */
function mix(a: number, b: number): number {
  let hash = Math.imul(a, 0x85ebca6b) ^ b
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35)
  return hash ^ (hash >>> 15)
}
