import { doesNotKnow, skips } from '../answers.ts'
import { plain } from '../plain.ts'
import { yearsText } from '../reasonText.ts'
import { type Scene, voice, ways } from '../scene.ts'
import { passing, type Question, withSituation } from './question.ts'

/** "Hvad skulle der til, for at det blev 6?" Asked of those who set a mark that can rise; whoever stands low is asked what helps (helps.ts). */
export const oneStep: Question = {
  id: 'oneStep',
  known: ({ situation, passed, solutionFocused }) =>
    // There the small step is taken after the offers (smallStep.ts).
    solutionFocused === true ||
    passed.includes('oneStep') ||
    situation.oneStepUp !== undefined ||
    situation.scale === undefined ||
    situation.scale >= 9 ||
    isLow(situation.scale),
  ask: scene => ({
    text: scene.t(`talk.oneStep.ask.${voice(scene.talk.situation)}`, marks(scene)),
    choices: ways(scene),
    awaits: 'text',
  }),
  hear: ({ text }, { talk }) => {
    if (plain(text) === '') return undefined
    if (doesNotKnow(text) || skips(text)) return passing(talk, 'oneStep')
    return passing(withSituation(talk, { oneStepUp: text.trim() }), 'oneStep')
  },
}

/** So low a mark is met with what already helps, not with what should be better. */
export const isLow = (scale: number): boolean => scale <= 3

const marks = ({ talk, locale }: Scene) => {
  const mark = talk.situation.scale ?? 0
  return { scale: yearsText(mark, locale), next: Math.floor(mark) + 1 }
}
