import { doesNotKnow, readScale, readYesNo, skips } from '../answers.ts'
import { hearNeed } from '../hearNeed.ts'
import { wordCount } from '../plain.ts'
import { voice, ways } from '../scene.ts'
import { saysAge } from '../whoWrites.ts'
import { passing, type Question, withSituation } from './question.ts'

const marks = Array.from({ length: 11 }, (_, mark) => ({ value: `scale.${mark}`, title: String(mark) }))

/** How it is now, 0 to 10: the solution-focused talk of Halsnæs' teams starts here. Professionals are not asked how they feel. */
export const scale: Question = {
  id: 'scale',
  known: ({ situation, passed }) =>
    situation.scale !== undefined ||
    situation.role === 'professional' ||
    passed.includes('scale') ||
    // Nothing was told: there is nothing to set a mark for.
    (situation.words.length === 0 && situation.themes.length === 0),
  ask: scene => ({
    text: scene.t(`talk.scale.ask.${voice(scene.talk.situation)}`),
    choices: [...marks, ...ways(scene)],
    awaits: 'scale',
  }),
  hear: ({ text, choice }, { talk, context }) => {
    const told = marks.find(({ value }) => value === choice)?.title ?? text
    const mark = readScale(told)
    if (mark !== undefined) return passing(withSituation(talk, { scale: mark }), 'scale')
    if (wordCount(text) === 0 || doesNotKnow(text) || skips(text)) return undefined
    if (wordCount(text) <= 2 && readYesNo(text) === false) return passing(talk, 'scale')
    // "jeg er 13" says who writes, and no mark.
    if (wordCount(text) <= 4 && saysAge(text)) return undefined
    // "elendigt" is an answer too: kept in their own words, without a mark made up for it.
    const heard = hearNeed(talk, text, context) ?? withSituation(talk, { words: [...talk.situation.words, text.trim()] })
    return passing(heard, 'scale')
  },
}
