import { mostWords } from './places.ts'

const overlap = 14

/** Long texts in overlapping pieces, so that the work grows with the length and no more. Most messages are one piece. */
export function chunks<T>(words: readonly T[]): (readonly T[])[] {
  if (words.length <= mostWords) return [words]
  const pieces: (readonly T[])[] = []
  for (let from = 0; from < words.length; from += mostWords - overlap) {
    pieces.push(words.slice(from, from + mostWords))
    if (from + mostWords >= words.length) break
  }
  return pieces
}
