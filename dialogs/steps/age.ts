import type { Situation } from '../../registry/situation.ts'
import { hearNeed } from '../hearNeed.ts'
import { wordCount } from '../plain.ts'
import { readAgeAnswer } from '../readAgeAnswer.ts'
import { voice, ways } from '../scene.ts'
import { knownSelf, saysAge } from '../whoWrites.ts'
import { passing, type Question, withSituation } from './question.ts'

/** How old the young person or child is. Not asked of those who expect a child: there is no age yet. */
export const age: Question = {
  id: 'age',
  known: ({ situation, passed }) =>
    situation.age !== undefined || passed.includes('age') || (situation.facts.pregnant === true && situation.role !== 'young'),
  ask: scene => ({ text: scene.t(question(scene.talk.situation)), choices: ways(scene), awaits: 'age' }),
  hear: ({ text }, { talk, context }) => {
    const told = readAgeAnswer(text)
    if (told !== undefined) {
      // "hun er 8 og sover ikke om natten": the age was asked for, and more was told.
      const heard = wordCount(text) > 4 ? hearNeed(talk, text, context) : undefined
      // "jeg er 14" of one who told of a friend: what is found must be open to the one who writes.
      const self = talk.situation.role === 'relative' && saysAge(text) ? ({ role: 'young' } as const) : {}
      return passing(knownSelf(withSituation(heard ?? talk, { ...told, ...self })), 'age')
    }
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
