/** One place in a pattern: any of these words, classes or phrases. */
export interface Part {
  /** Words as written in the data: `word`, `prefix*`, `*suffix`. */
  words: string[]
  /** Names of classes, without `#`. */
  classes: string[]
  /** Patterns of several words. */
  phrases: string[]
  /** How many words may stand between the part before and this one. */
  gap: number
  /** It may be absent. */
  optional: boolean
}

export interface Pattern {
  parts: Part[]
  /** Parts may come in any order within `anyOrder` words. */
  anyOrder?: number
  /** None of these may stand in or beside what matched. */
  without: Part[]
}

const usualGap = 2
const looseGap = 7
const anyOrderWindow = 12

/**
 * Reads a pattern as data/risk/README.md describes it: parts divided by space (up to two words between), `>` (none between),
 * `~` (up to seven between) or `&` (any order within twelve words). A part is word, prefix*, *suffix, #class or
 * (a|b > c|#d); with `!` before it, it must not be there; with `?` behind it, it may be absent. `(en > )?ven` is `(en)? > ven`.
 * Undefined when it cannot be read.
 */
export function parsePattern(text: string): Pattern | undefined {
  const known = parsed.get(text)
  if (known) return known
  const pattern = parse(text)
  if (pattern) parsed.set(text, pattern)
  return pattern
}

/** The data is read, checked and compiled one after the other; each pattern is taken apart once. */
const parsed = new Map<string, Pattern>()

function parse(text: string): Pattern | undefined {
  const parts: Part[] = []
  const without: Part[] = []
  let gap = usualGap
  let anyOrder = false
  for (const piece of pieces(text.replace(/\s*>\s*\)\?/g, ')? > '))) {
    if (piece === '>') gap = 0
    else if (piece === '~') gap = looseGap
    else if (piece === '&') anyOrder = true
    else {
      const forbidden = piece.startsWith('!')
      const part = parsePart(forbidden ? piece.slice(1) : piece, gap)
      if (!part) return undefined
      if (forbidden) without.push(part)
      else parts.push(part)
      gap = usualGap
    }
  }
  if (parts.length === 0 || parts[0]?.optional) return undefined
  return { parts, without, ...(anyOrder ? { anyOrder: anyOrderWindow } : {}) }
}

/** Names of the classes a pattern rests on. */
export function classesIn(text: string): string[] {
  const pattern = parsePattern(text)
  return [...(pattern?.parts ?? []), ...(pattern?.without ?? [])].flatMap(part => [...part.classes, ...part.phrases.flatMap(classesIn)])
}

/** Divided at a sign, but not within parentheses. */
function divide(text: string, at: string): string[] {
  if (!text.includes('(')) return text.split(at).map(one => one.trim())
  const found: string[] = []
  let depth = 0
  let from = 0
  for (let nth = 0; nth < text.length; nth++) {
    const sign = text[nth]
    if (sign === '(') depth++
    else if (sign === ')') depth--
    else if (sign === at && depth === 0) {
      found.push(text.slice(from, nth).trim())
      from = nth + 1
    }
  }
  found.push(text.slice(from).trim())
  return found
}

function pieces(text: string): string[] {
  return divide(text.trim(), ' ').filter(piece => piece !== '')
}

const oneWord = /^\*?[^\s*#()|!>~&?]+\*?$/u
const oneClass = /^#[\p{L}\p{N}]+$/u

function parsePart(text: string, gap: number): Part | undefined {
  const optional = text.length > 1 && text.endsWith('?')
  const bare = optional ? text.slice(0, -1) : text
  const inner = bare.startsWith('(') && bare.endsWith(')') ? bare.slice(1, -1) : bare
  const part: Part = { words: [], classes: [], phrases: [], gap, optional }
  for (const choice of divide(inner, '|')) {
    if (oneClass.test(choice)) part.classes.push(choice.slice(1))
    else if (oneWord.test(choice)) part.words.push(choice)
    else if (choice !== text && /\s/.test(choice) && parsePattern(choice)) part.phrases.push(choice)
    else return undefined
  }
  return part
}
