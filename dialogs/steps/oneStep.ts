import { doesNotKnow, skips } from '../answers.ts'
import { plain } from '../plain.ts'
import { voice, ways } from '../scene.ts'
import { passing, type Question, withSituation } from './question.ts'

/** "Hvad ville et trin op være?" Asked only of those who set a mark that can rise. */
export const oneStep: Question = {
  id: 'oneStep',
  known: ({ situation, passed }) =>
    passed.includes('oneStep') || situation.oneStepUp !== undefined || situation.scale === undefined || situation.scale >= 9,
  ask: scene => ({
    text: scene.t(`talk.oneStep.ask.${low(scene.talk.situation.scale) ? 'low.' : 'some.'}${voice(scene.talk.situation)}`, {
      scale: scene.talk.situation.scale,
    }),
    choices: ways(scene),
    awaits: 'text',
  }),
  hear: ({ text }, { talk }) => {
    if (plain(text) === '') return undefined
    if (doesNotKnow(text) || skips(text)) return passing(talk, 'oneStep')
    return passing(withSituation(talk, { oneStepUp: text.trim() }), 'oneStep')
  },
}

const low = (scale: number | undefined) => scale !== undefined && scale <= 3
