import type { Situation } from '../../registry/situation.ts'
import { readAgeAnswer } from '../readAgeAnswer.ts'
import { voice, ways } from '../scene.ts'
import { passing, type Question, withSituation } from './question.ts'

/** How old the young person or child is. Not asked of those who expect a child: there is no age yet. */
export const age: Question = {
  id: 'age',
  known: ({ situation, passed }) =>
    situation.age !== undefined || passed.includes('age') || (situation.facts.pregnant === true && situation.role !== 'young'),
  ask: scene => ({ text: scene.t(question(scene.talk.situation)), choices: ways(scene), awaits: 'age' }),
  hear: ({ text }, { talk, context }) => {
    const told = readAgeAnswer(text)
    if (told !== undefined) return passing(withSituation(talk, told), 'age')
    const understood = context.matcher.understand(text)
    if (understood.facts.pregnant !== true) return undefined
    return passing(withSituation(talk, { facts: { ...talk.situation.facts, ...understood.facts } }), 'age')
  },
}

const question = (situation: Situation) => (situation.role === 'professional' ? 'professional.age' : `talk.age.ask.${whose(situation)}`)

/** Whose age, where nobody was named: it may be their own. */
const whose = (situation: Situation) => {
  const speaksTo = voice(situation)
  return speaksTo === 'other' && situation.role === undefined ? 'unknown' : speaksTo
}
