import type { ClassId } from '../../registry/riskCompiled.ts'
import type { Lexicon } from './lexicon.ts'
import type { Known, Word } from './reading.ts'
import type { Heard } from './rules.ts'

/** Takes one feature: its hash, what it is worth, and the word it comes from, so that the second voice can say why. */
export type Take = (hash: number, worth: number, at: number) => void

/** What the second voice weighs in a piece of text. The same feature may come twice: then it counts twice. */
export interface Features {
  /** What one word says by itself; the same for the same word anywhere, so that its sum may be kept. */
  ofWord(known: Known, take: Take, at: number): void
  /** What words say together, what an idiom covers, and what the rules found. */
  between(words: readonly Word[], heard: Heard, take: Take): void
  /** Both, for the words that no idiom covers. */
  all(words: readonly Word[], heard: Heard, take: Take): void
}

interface Signs {
  hash: number
  tags: readonly number[]
}

const near = 4
const worth = { word: 1.5, pair: 1.5, skip: 1.2, far: 0.6, triple: 1, stem: 0.7, tag: 0.6, short: 0.5, long: 0.7, rule: 3 }
const mostLetters = 30
const mostTags = 2
/** How far apart a word and a class are heard together; two words, or two classes, are up to `near`. */
const nearTag = 2

/**
 * Words, pairs, triples and pairs across a gap; classes of words and their pairs; runs of letters; what the rules found. Classes let it
 * hear "onkel ... nat ... hemmelig" in words it was never taught together; letters let it hear misspelt ones. Only classes named in the
 * data count, so that ids may change.
 */
export function createFeatures(lexicon: Lexicon): Features {
  const signsOf = new WeakMap<Known, Signs>()
  const tagsByClasses = new WeakMap<readonly ClassId[], readonly number[]>()
  const untagged: readonly number[] = []

  /** The few classes that say most: those of the fewest words. */
  function tagsOf(classes: readonly ClassId[]): readonly number[] {
    const before = tagsByClasses.get(classes)
    if (before) return before
    const named = classes.filter(id => lexicon.className(id).startsWith('#') && lexicon.className(id) !== '#hyppige')
    const narrow = named
      .sort((a, b) => lexicon.wordsIn(a) - lexicon.wordsIn(b) || (lexicon.className(a) < lexicon.className(b) ? -1 : 1))
      .slice(0, mostTags)
    const tags = narrow.map(id => hashText(lexicon.className(id)))
    tagsByClasses.set(classes, tags)
    return tags
  }

  function read(known: Known): Signs {
    const before = signsOf.get(known)
    if (before) return before
    const signs = { hash: hashText(known.read), tags: tagsOf(known.classes) }
    signsOf.set(known, signs)
    return signs
  }

  function ofReading({ read: word }: Known, take: Take, at: number): void {
    take(mix(1, hashText(word)), worth.word, at)
    if (word.length > 5) take(mix(10, hashText(word.slice(0, 5))), worth.stem, at)
    ofLetters(word, take, at)
  }

  function ofWord(known: Known, take: Take, at: number): void {
    ofReading(known, take, at)
    for (const tag of read(known).tags) take(mix(3, tag), worth.tag, at)
  }

  function between(words: readonly Word[], { masked, hits }: Heard, take: Take): void {
    const hashes: number[] = []
    const tags: (readonly number[])[] = []
    for (let at = 0; at < words.length; at++) {
      const word = words[at]
      if (!word) continue
      const signs = read(word.known)
      hashes.push(signs.hash)
      tags.push(masked.has(at) ? untagged : signs.tags)
      if (masked.has(at)) {
        ofReading(word.known, take, at)
        take(mix(8, 1), worth.tag, at)
      }
    }
    for (let at = 0; at < hashes.length; at++) {
      const own = hashes[at] ?? 0
      const ownTags = tags[at] ?? untagged
      if (at > 1) take(mix(mix(hashes[at - 2] ?? 0, hashes[at - 1] ?? 0), own ^ 11), worth.triple, at)
      for (let next = at + 1; next < hashes.length && next <= at + near; next++) {
        const other = hashes[next] ?? 0
        const nextTags = tags[next] ?? untagged
        const gap = next - at
        take(mix(own, other ^ (gap === 1 ? 2 : gap === 2 ? 12 : 4)), gap === 1 ? worth.pair : gap === 2 ? worth.skip : worth.far, next)
        if (gap <= nearTag) for (let nth = 0; nth < nextTags.length; nth++) take(mix(own, (nextTags[nth] ?? 0) ^ 7), worth.tag, next)
        for (let mine = 0; mine < ownTags.length; mine++) {
          const tag = ownTags[mine] ?? 0
          if (gap <= nearTag) take(mix(tag, other ^ 5), worth.tag, next)
          for (let nth = 0; nth < nextTags.length; nth++) take(mix(tag, (nextTags[nth] ?? 0) ^ 6), worth.tag, next)
        }
      }
    }
    for (const { level, kind, place } of hits) {
      take(mix(20, hashText(level)), worth.rule, place.end)
      take(mix(21, hashText(kind + level)), worth.rule, place.end)
    }
  }

  return {
    ofWord,
    between,
    all(words, heard, take) {
      words.forEach(({ known }, at) => {
        if (!heard.masked.has(at)) ofWord(known, take, at)
      })
      between(words, heard, take)
    },
  }
}

/** Runs of three to five letters of a word, its ends among them. */
function ofLetters(word: string, take: Take, at: number): void {
  const text = ` ${word.slice(0, mostLetters)} `
  for (let start = 0; start + 3 <= text.length; start++) {
    let hash = 0x811c9dc5
    for (let end = start; end < start + 5 && end < text.length; end++) {
      hash = Math.imul(hash ^ text.charCodeAt(end), 0x01000193)
      const length = end - start + 1
      if (length >= 3) take(mix(9, hash ^ length), length === 3 ? worth.short : worth.long, at)
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
