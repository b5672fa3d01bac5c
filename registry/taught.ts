import words from '../data/words.json' with { type: 'json' }
import { affirmedIn } from './denied.ts'
import { lately } from './lately.ts'
import type { Lessons } from './lessons.ts'
import type { Offer } from './offer.ts'
import { signsBeside, signsOf } from './signs.ts'
import type { Situation, ThemeId } from './situation.ts'
import { normalise, readWords, stem, type Word } from './text.ts'
import { traitsOf } from './traits.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What a person's words speak for, by the voice. */
export interface Leaning {
  /** What it adds to an offer's score; negative where it speaks against. */
  gain(offer: Offer): number
  /** Themes it speaks for clearly enough to look for offers under, strongest first. */
  themes: ThemeId[]
  /** The theme of the offer that it speaks for most, and the words that speak most for the offer, as they were written. */
  because(offer: Offer): { theme: ThemeId; gain: number; words: string[] } | undefined
}

/**
 * The second voice beside the thesaurus: a log-linear model over the signs of a text (signs.ts) and the traits of offers (traits.ts), taught
 * from labelled messages by test/eval/trainVoice.ts. It knows themes, facts and kinds of offers, never offers by name. Built once from its
 * lessons; pure after that. undefined where no words are there to hear.
 */
export type Voice = (situation: Situation) => Leaning | undefined

/** The longest texts are normalised by the square root of what is heard, the shortest as if they held so many signs. */
export const reach = (signs: number): number => 3 / Math.sqrt(Math.max(30, signs))

export function createVoice(lessons: Lessons, vocabulary: Vocabulary): Voice {
  const { traits, weights: bytes } = lessons
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  const placeOf = new Map(traits.map((trait, place) => [trait, place]))
  const starts = new Map<string, number>()
  for (let nth = 0; nth < lessons.signs.length; nth++) starts.set(lessons.signs[nth] ?? '', lessons.starts[nth] ?? 0)
  const spoken = new WeakMap<Offer, Spoken[]>()

  /** The traits of an offer that the voice knows, and their places. */
  function spokenFor(offer: Offer): Spoken[] {
    const known = spoken.get(offer)
    if (known !== undefined) return known
    const found = [...traitsOf(offer)].flatMap(([trait, much]) => {
      const place = placeOf.get(trait)
      return place === undefined ? [] : [{ trait, place, much }]
    })
    spoken.set(offer, found)
    return found
  }

  function add(sign: string, sums: Float32Array): void {
    const start = starts.get(sign)
    if (start === undefined) return
    for (let nth = 0, at = start + 1; nth < (bytes[start] ?? 0); nth++, at += 2) {
      const trait = bytes[at] ?? 0
      sums[trait] = (sums[trait] ?? 0) + (signed[at + 1] ?? 0)
    }
  }

  /** How much a sign speaks for an offer of which each trait has so much. */
  function speaksFor(sign: string, muchOf: Float64Array): number {
    const start = starts.get(sign)
    if (start === undefined) return 0
    let sum = 0
    for (let nth = 0, at = start + 1; nth < (bytes[start] ?? 0); nth++, at += 2)
      sum += (muchOf[bytes[at] ?? 0] ?? 0) * (signed[at + 1] ?? 0)
    return sum
  }

  /** What the words alone speak for: read once, whatever is asked about the person afterwards. */
  const hear = lately((texts: readonly string[]): Heard => {
    const said = affirmedIn(readWords(texts.join('\n')))
    const signs = signsOf(
      said,
      said.map(word => (word.empty ? [] : vocabulary.read(word.spelt))),
      vocabulary.nameOf,
    )
    const sums = new Float32Array(traits.length)
    for (const sign of signs.keys()) add(sign, sums)
    return { said, signs, sums }
  })

  return ({ words: texts, role, age, themes }) => {
    const { said, signs, sums: ofWords } = hear(texts)
    if (signs.size === 0) return undefined
    const beside = signsBeside(role, age, themes)
    const sums = ofWords.slice()
    for (const sign of beside) add(sign, sums)
    const unit = (reach(signs.size + beside.length) * lessons.share) / lessons.scale
    const gains = new Map<Offer, number>()
    return {
      gain(offer) {
        let gain = gains.get(offer)
        if (gain === undefined) {
          gain = 0
          for (const { place, much } of spokenFor(offer)) gain += much * (sums[place] ?? 0) * unit
          gains.set(offer, gain)
        }
        return gain
      },
      themes: traits.filter((trait, place) => trait.startsWith('theme:') && (sums[place] ?? 0) * unit > worthLooking).map(themeOf),
      because(offer) {
        const shares = spokenFor(offer)
        const theme = shares
          .filter(({ trait }) => trait.startsWith('theme:'))
          .map(({ trait, place, much }) => ({ trait, gain: much * (sums[place] ?? 0) * unit }))
          .reduce((most, one) => (one.gain > most.gain ? one : most), { trait: '', gain: 0 })
        const telling = tellingWords(shares, said, signs)
        if (theme.gain <= 0 || telling.length === 0) return undefined
        return { theme: themeOf(theme.trait), gain: theme.gain, words: telling }
      },
    }
  }

  /** The words whose signs speak most for an offer, as written and in their order; everyday words left out. */
  function tellingWords(offer: readonly Spoken[], said: readonly Word[], signs: ReadonlyMap<string, number[]>): string[] {
    const shares = new Float64Array(said.length)
    const muchOf = new Float64Array(traits.length)
    for (const { place, much } of offer) muchOf[place] = much
    for (const [sign, at] of signs) {
      const speaks = speaksFor(sign, muchOf)
      for (const here of at) shares[here] = (shares[here] ?? 0) + speaks / at.length
    }
    const share = (here: number) => shares[here] ?? 0
    const telling = said.flatMap((word, here) => (share(here) > 0 && isTelling(word) ? [here] : []))
    const [first, second] = telling
      .sort((a, b) => share(b) - share(a))
      .slice(0, 2)
      .sort((a, b) => a - b)
    if (first === undefined) return []
    const quoted = (from: number, to = from) =>
      said
        .slice(from, to + 1)
        .map(({ written }) => written)
        .join(' ')
    if (second === undefined) return [quoted(first)]
    return second - first <= quotedTogether ? [quoted(first, second)] : [quoted(first), quoted(second)]
  }
}

const everyday = new Set(words.light.map(word => stem(normalise(word))))
const isTelling = (word: Word): boolean =>
  !word.empty && /^\p{L}{3}/u.test(word.spelt) && !everyday.has(stem(word.spelt)) && !words.negations.includes(word.spelt)

/** Words so near each other are quoted with what stands between them. */
const quotedTogether = 3

interface Spoken {
  trait: string
  place: number
  much: number
}

interface Heard {
  said: readonly Word[]
  signs: Map<string, number[]>
  sums: Float32Array
}

/** A theme is looked under when the voice would add so much to what is made for it. */
const worthLooking = 0.1
const themeOf = (trait: string): ThemeId => trait.slice('theme:'.length)
