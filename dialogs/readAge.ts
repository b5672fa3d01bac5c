/** An age in years (decimals for small children) and the school grade, when that was what they said. */
export interface Age {
  age: number
  grade?: number
}

/**
 * Reads a direct answer to "hvor gammel": "15", "han er 4 år", "8 mdr", "halvandet", "2½", "femten", "i 9. klasse", "13-14", "nyfødt".
 * undefined where no age is said. Not for free text: a number there may be anything.
 */
export function readAge(text: string): Age | undefined {
  const said = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/(\d)\s*½/g, '$1.5')
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/½/g, '0.5')
    .trim()
  return readGrade(said) ?? readSmall(said) ?? readYears(said)
}

function readGrade(said: string): Age | undefined {
  if (/\b(0|nulte)\.?\s*(kl(asse)?\b|klasse)|børnehaveklasse/.test(said)) return { age: 6, grade: 0 }
  const digits = /\b(\d{1,2})\.?\s*(?:kl\b\.?|klasse|års?trin|(?:st|nd|rd|th)? grade)|grade (\d{1,2})\b/.exec(said)
  const named = ordinals.findIndex(word => new RegExp(`(^|[^a-zæøå])${word}\\s*(kl\\b|klasse|grade)`).test(said))
  const grade = digits ? Number(digits[1] ?? digits[2]) : named >= 0 ? named + 1 : undefined
  if (grade !== undefined && grade <= 10) return { age: grade + 6, grade }
  const year = /\b([123])\.?\s*g\b/.exec(said)
  return year ? { age: 15 + Number(year[1]) } : undefined
}

function readSmall(said: string): Age | undefined {
  if (/nyf(ø|oe)dt|newborn/.test(said)) return { age: 0 }
  const months = amount(said, '(?:mdr|måneder|måned|maaneder|md|months?|mths?|mo)\\b')
  const years = amount(said, '(?:år|aar|years?)')
  if (months !== undefined && months <= 36) return { age: round((years ?? 0) + months / 12) }
  const weeks = amount(said, '(?:uger?|weeks?)\\b')
  if (weeks !== undefined && weeks <= 104 && !/gravid|pregnant/.test(said)) return { age: round(weeks / 52) }
  if (/halvandet|halvanden|one and a half/.test(said)) return { age: 1.5 }
  if (/et halvt år|half a year|^0\.5/.test(said)) return { age: 0.5 }
  return undefined
}

function readYears(said: string): Age | undefined {
  if (/gravid|pregnant|termin/.test(said)) return undefined
  const range = /(?<![\d.])(\d{1,2})\s*(?:-|–|til|eller|to|or)\s*(\d{1,2})(?![\d])/.exec(said)
  if (range) return sensible((Number(range[1]) + Number(range[2])) / 2, said)
  const number = /(?<![\d.])(\d{1,3}(?:\.\d)?)(?!\d|\.\d)/.exec(said)
  if (number) return sensible(Number(number[1]), said)
  const word = said.split(/[^a-zæøå]+/).find(part => part in written)
  return word === undefined ? undefined : sensible(written[word]!, said)
}

/** Two half numbers never make a wrong whole: a range counts as its lower year. */
function sensible(years: number, said: string): Age | undefined {
  if (/\?|klokken|kl\.|gange|kr\b|timer/.test(said)) return undefined
  const whole = years >= 4 ? Math.floor(years) : years
  return whole <= 110 ? { age: whole } : undefined
}

function amount(said: string, unit: string): number | undefined {
  const digits = new RegExp(`(\\d{1,3}(?:\\.\\d)?)\\s*${unit}`).exec(said)
  if (digits) return Number(digits[1])
  const word = new RegExp(`([a-zæøå]+)\\s+${unit}`).exec(said)?.[1]
  return word !== undefined && word in written ? written[word] : undefined
}

const round = (years: number) => Math.round(years * 100) / 100

const ordinals = ['første', 'anden', 'tredje', 'fjerde', 'femte', 'sjette', 'syvende', 'ottende', 'niende', 'tiende']

const names = [
  ['nul'],
  ['et', 'en', 'one', 'ét'],
  ['to', 'two'],
  ['tre', 'three'],
  ['fire', 'four'],
  ['fem', 'five'],
  ['seks', 'six'],
  ['syv', 'seven'],
  ['otte', 'eight'],
  ['ni', 'nine'],
  ['ti', 'ten'],
  ['elleve', 'eleven'],
  ['tolv', 'twelve'],
  ['tretten', 'thirteen'],
  ['fjorten', 'fourteen'],
  ['femten', 'fifteen'],
  ['seksten', 'sixteen'],
  ['sytten', 'seventeen'],
  ['atten', 'eighteen'],
  ['nitten', 'nineteen'],
  ['tyve', 'twenty'],
]
const written: Record<string, number> = Object.fromEntries(names.flatMap((words, number) => words.map(word => [word, number] as const)))
