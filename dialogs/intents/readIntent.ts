import { plain } from '../plain.ts'
import { human, machine } from './human.ts'
import type { Intent } from './intent.ts'
import { questions } from './questions.ts'
import { wordings } from './wordings.ts'

/**
 * What a whole message asks of the talk itself, or undefined: then it is an answer or a need. Only short messages whose every word belongs to
 * the request count, so that "jeg har brug for hjælp til min søn" stays a need.
 */
export function readIntent(text: string): Intent | undefined {
  if (/^\s*[?？]+\s*$/.test(text)) return 'help'
  if (/^(ja|jo|jep|nej|yes|no) (tak|mange tak|please|thanks|thank you)$/.test(plain(text))) return undefined
  const said = stripped(plain(text))
  if (said === '' || said.split(' ').length > 16) return undefined
  if (human.some(pattern => pattern.test(said))) return 'human'
  if (machine.some(pattern => pattern.test(said))) return 'areYouHuman'
  const fits = (among: typeof wordings, words: string) => among.find(([, patterns]) => patterns.some(pattern => pattern.test(words)))?.[0]
  return (
    fits(wordings, said) ??
    fits(
      questions,
      said.replace(shorthand, word => written[word] ?? word),
    )
  )
}

/** "ka min mor komme med": as one writes on a phone. */
const written: Record<string, string> = {
  ka: 'kan',
  hva: 'hvad',
  ku: 'kan',
  ik: 'ikke',
  ikk: 'ikke',
  ha: 'have',
  hvorn: 'hvornår',
  ske: 'sker',
}
const shorthand = /(?<!\p{L})(?:ka|hva|ku|ikk?|ha|hvorn|ske)(?!\p{L})/gu

/** The citizen writes that all of it should go. The edge erases only when the button is pressed. */
export const asksToErase = (text: string): boolean => readIntent(text) === 'erase'

/** Without the small words of politeness around it; a message of nothing else is kept as it is. */
function stripped(said: string): string {
  // "tusind tak" is a message of its own, and so is "hej"
  if (/^(tusind|mange|so|1000) (tak|thanks)$/.test(said)) return said
  const bare = said
    .replace(
      /^((hej|hejsa|hey|hi|hello|hallo|øh+m?|hm+|altså|men|ok|okay|undskyld|sorry|please|så|og|nå|lige|bare|ja|jo|nej|nej tak)\s+)+/,
      '',
    )
    .replace(/(\s+(tak|please|pls|plz|thanks|lige|nu|now|for helvede|for fanden|sgu|altså|ffs))+$/, '')
    .trim()
  return bare === '' ? said : bare
}
