import type { Place } from './places.ts'
import type { Word } from './reading.ts'

const most = 6

interface Found {
  place: Place
  words: readonly Word[]
}

/** The deciding words as they were written, at most six, none of them twice. */
export function becauseOf(findings: readonly Found[], others: readonly Word[], texts: readonly string[]): string[] {
  const spoken = findings.map(({ place, words }) =>
    (place.parts ?? [place])
      .flatMap(part => words.slice(part.start, part.end + 1))
      .map(word => written(word, texts))
      .filter((text, nth, all) => all.indexOf(text) === nth)
      .join(' '),
  )
  return [...new Set([...spoken, ...(spoken.length === 0 ? others.map(word => written(word, texts)) : [])])].slice(0, most)
}

function written(word: Word, texts: readonly string[]): string {
  return (texts[word.message] ?? '').slice(word.start, word.end)
}
