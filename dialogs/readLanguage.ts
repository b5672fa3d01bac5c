import { plain } from './plain.ts'

/** Whether a message is plainly written in English: several of its small words, and none of the Danish ones. A borrowed phrase is not. */
export function isEnglish(text: string): boolean {
  const words = plain(text).split(' ')
  const english = words.filter(word => englishOnly.has(word)).length
  return words.length >= 4 && english >= 3 && !words.some(word => danishOnly.has(word))
}

const englishOnly = new Set(
  'the my is and of am was are were have has had not he she they you we with that this because want feel don doesn can cannot do does what how his her when'.split(
    ' ',
  ),
)
const danishOnly = new Set('jeg og er det ikke på til af som mit har vil et så du mig der ik også hvad hun vi de'.split(' '))
