import { readFileSync } from 'node:fs'
import { unpackLessons } from './lessons.ts'

/** What the second voice was taught: data/voice.bin, written by `node test/eval/trainVoice.ts --write`. Read once, when first imported. */
export const lessons = unpackLessons(readFileSync(new URL('../data/voice.bin', import.meta.url)))
