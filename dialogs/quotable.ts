/**
 * Their own words, fit to be said back: as they stand in what they wrote, more than a word, and neither an age nor only who or where. The understanding
 * also finds words that stand apart; strung together those would be nobody's words.
 */
export function quotable(found: readonly string[], written: string): string[] {
  const text = written.toLowerCase()
  const telling = [...new Set(found.map(words => words.trim()))].filter(
    words => words.includes(' ') && !halfSaid.test(words) && !/\d/.test(words) && !onlyNames(words) && text.includes(words.toLowerCase()),
  )
  return telling.filter((words, place) => !telling.slice(0, place).some(before => share(before, words)))
}

/** Torn out of its sentence: "for meget", "to små", "skole vil ikke", "søndag aften". */
const halfSaid =
  /^(for|til|på|af|i|og|to|tre|fire|den|det|de|så|som) |^\S+ (vil|kan|skal|må) ikke$|^(mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)(en)? \S+$/i

/** Two that speak of the same word are said once. */
const share = (a: string, b: string): boolean => a.split(' ').some(word => word.length > 3 && b.split(' ').includes(word))

/** Says only who or where. */
export const onlyNames = (words: string): boolean => naming.test(words)

/** "jeg er lærer", "min storebror", "mit barnebarn", "from Ukraine". */
const naming =
  /^((min|mit|mine|vores|my|our|from|fra|en|et|a) \S+|(jeg er|som|i am) (an? |en )?(lærer|pædagog|støttepædagog|dagplejer|sundhedsplejerske|vikar|træner|læge|tandlæge|mormor|morfar|farmor|farfar|mor|far|teacher)( til)?)$/i
