import { doesNotKnow, skips } from '../answers.ts'
import { plain } from '../plain.ts'
import { voice, ways } from '../scene.ts'
import { passing, type Question, withSituation } from './question.ts'

/** Where the municipality talks the solution-focused way (LØFT): what they hope for, before anything is measured. */
export const hopes: Question = {
  id: 'hopes',
  known: ({ situation, passed, solutionFocused }) =>
    solutionFocused !== true ||
    passed.includes('hopes') ||
    situation.hopes !== undefined ||
    situation.role === 'professional' ||
    // Nothing was told: there is nothing yet to hope otherwise.
    (situation.words.length === 0 && situation.themes.length === 0),
  ask: scene => ({ text: scene.t(`loft.hopes.ask.${voice(scene.talk.situation)}`), choices: ways(scene), awaits: 'text' }),
  hear: ({ text }, { talk }) => {
    if (plain(text) === '') return undefined
    if (doesNotKnow(text) || skips(text)) return passing(talk, 'hopes')
    return passing(withSituation(talk, { hopes: text.trim() }), 'hopes')
  },
}
