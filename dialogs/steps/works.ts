import { doesNotKnow, skips } from '../answers.ts'
import { plain } from '../plain.ts'
import { yearsText } from '../reasonText.ts'
import { voice, ways } from '../scene.ts'
import { isLow } from './oneStep.ts'
import { passing, type Question, withSituation } from './question.ts'

/** What works already: why the mark is not lower; where it is low, how they get through. Only those who told what they hope for are asked. */
export const works: Question = {
  id: 'works',
  known: ({ situation, passed, solutionFocused }) =>
    solutionFocused !== true ||
    passed.includes('works') ||
    situation.whatWorks !== undefined ||
    situation.scale === undefined ||
    situation.hopes === undefined,
  ask: scene => {
    const { scale = 0 } = scene.talk.situation
    return {
      text: scene.t(`loft.works.${isLow(scale) ? 'low' : 'ask'}.${voice(scene.talk.situation)}`, { scale: yearsText(scale, scene.locale) }),
      choices: ways(scene),
      awaits: 'text',
    }
  },
  hear: ({ text }, { talk }) => {
    if (plain(text) === '') return undefined
    if (doesNotKnow(text) || skips(text)) return passing(talk, 'works')
    return passing(withSituation(talk, { whatWorks: text.trim() }), 'works')
  },
}
