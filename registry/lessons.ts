import { readSections, writeSections } from './sections.ts'

/** What test/eval/trainVoice.ts taught the second voice (taught.ts). */
export interface Lessons {
  made: string
  /** How much of a fit's point one point of the voice is. */
  share: number
  /** One point of weight is so many of the numbers kept. */
  scale: number
  traits: string[]
  signs: string[]
  /** Where in `weights` each sign's begin. */
  starts: Int32Array
  /** For each sign: how many traits it speaks for, then each trait's place and weight (signed). */
  weights: Uint8Array
}

export const packLessons = ({ made, share, scale, traits, signs, starts, weights }: Lessons): Uint8Array =>
  writeSections({ made, points: Float64Array.of(share, scale), traits: traits.join('\n'), signs: signs.join('\n'), starts, weights })

/** Throws where the bytes are none that packLessons made. */
export function unpackLessons(file: Uint8Array): Lessons {
  const { text, bytes, whole, fractions } = readSections(file)
  const [share = 0, scale = 1] = fractions('points')
  return {
    made: text('made'),
    share,
    scale,
    traits: text('traits').split('\n'),
    signs: text('signs').split('\n'),
    starts: whole('starts'),
    weights: bytes('weights'),
  }
}
