export type Slip = 'cpr' | 'phone' | 'email' | 'name' | 'address'

/** What in a text could tell who wrote it, so that the citizen is asked before it leaves the page. */
export function findSlip(text: string): Slip | undefined {
  if (/[^\s@<>(),;:"]+@[^\s@]+\.[a-zæøå]{2,}/i.test(text)) return 'email'
  if (cprNumbers(text)) return 'cpr'
  if (phoneNumbers(text)) return 'phone'
  if (address.test(text)) return 'address'
  if (fullName(text)) return 'name'
  return undefined
}

/** Six digits that are a date, and four more: 010203-1234, 010203 1234, 0102031234. */
const cprNumbers = (text: string): boolean =>
  [...text.matchAll(/(?<!\d)(\d{2})[ .-]?(\d{2})[ .-]?(\d{2})[ .-]{0,3}\d{4}(?!\d)/g)].some(
    ([, day, month]) => Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12,
  )

/** Eight digits as Danes write them, with or without +45. The helplines' own numbers may be written freely. */
const phoneNumbers = (text: string): boolean =>
  [...text.matchAll(/(?<![\d.,])(?:(?:\+|00)45[ .-]?)?[2-9]\d(?:[ .-]?\d{2}){3}(?![\d]|[.,]\d)/g)].some(([found]) => !isPublic(found))

const isPublic = (number: string) => ['70201201', '35555557', '82121212', '47471020'].includes(number.replace(/\D/g, '').slice(-8))

/** "Skolegade 12", "Nørre Boulevard 7B": a street and its number; "på Torvet 3 gange" is none. */
const address =
  /(?<!\p{L})\p{L}+(?:vej|gade|allé|vænget|stræde|boulevard|parken|toften|bakken|engen|haven)(?:en)? \d{1,3} ?[a-z]?(?![\p{L}\d]| ?(?:gange|timer|dage|år|uger|måneder|minutter|km|kr))/iu

/** First name and surname, where they say that it is one: "jeg hedder Mette Sørensen". A first name alone tells nobody. */
const fullName = (text: string): boolean =>
  [...text.matchAll(/(?:hedder|mit navn er|mit fulde navn er|my name is) (\p{L}{2,}) (\p{L}{2,})/giu)].some(
    ([, first = '', second = '']) => !common.has(first.toLowerCase()) && !common.has(second.toLowerCase()),
  )

const common = new Set(
  (
    'og er jeg men han hun vi de det den i på til fra med som der så ikke at et en har kan vil går bor bare ligesom noget altså hver lige også and i am but from ' +
    'she he is my so not den min mit hans hendes vores'
  ).split(' '),
)
