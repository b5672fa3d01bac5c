export type Slip = 'cpr' | 'phone' | 'email'

/** What in a text could tell who wrote it, so that the citizen is asked before it leaves the page. */
export function findSlip(text: string): Slip | undefined {
  if (/[^\s@<>(),;:"]+@[^\s@]+\.[a-zæøå]{2,}/i.test(text)) return 'email'
  if (cprNumbers(text)) return 'cpr'
  if (phoneNumbers(text)) return 'phone'
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
