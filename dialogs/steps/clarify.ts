import { nextQuestion } from '../../registry/nextQuestion.ts'
import type { FactId } from '../../registry/situation.ts'
import { doesNotKnow, readYesNo, skips } from '../answers.ts'
import { matchOptions } from '../matchOptions.ts'
import { buttons, type Scene, voice, ways } from '../scene.ts'
import type { Talk } from '../talk.ts'
import { type Question, withSituation } from './question.ts'

/** So many short questions, beside what is on their mind, before help is shown: who, age, mark, what helps and facts together. */
export const mostQuestions = 4

/** The fact worth asking about now, or undefined: the top three are settled, or enough has been asked. */
export function factToAsk({ talk, context, urgency }: Scene): FactId | undefined {
  // Where danger was heard, nothing about cases and schools is asked before help is shown.
  if (urgency.level !== 'none' || questionsAsked(talk) >= mostQuestions) return undefined
  const passed = talk.passed.flatMap(step => (step === 'who' ? ['role'] : step === 'age' ? ['age'] : []))
  const asked = [...talk.asked, ...passed]
  const fact = nextQuestion(talk.situation, context.matcher, context.registry, asked, matchOptions(talk, urgency, context))
  return fact === undefined || fact === 'age' || fact === 'role' || asked.includes(fact) || fact in talk.situation.facts ? undefined : fact
}

/** Of hopes and marks two count at most: a longer talk about what helps must not cost the facts that decide. */
function questionsAsked({ passed, asked }: Talk): number {
  const hopeful = passed.filter(step => step !== 'who' && step !== 'age' && step !== 'mind' && step !== 'followUp').length
  return passed.filter(step => step === 'who' || step === 'age').length + Math.min(2, hopeful) + asked.length
}

/** Asks one yes-or-no about the fact that would change the offers most. Its wording lies in locales/<lang>/facts.json. */
export const clarify: Question = {
  id: 'clarify',
  known: () => false,
  ask: scene => ({
    text: factQuestion(scene),
    choices: [...buttons(scene.t, 'yes', 'no', 'dontKnow'), ...ways(scene).filter(({ value }) => value !== 'skip')],
    awaits: 'text',
  }),
  hear: ({ text, choice }, { talk, context }) => {
    const fact = talk.asking
    if (fact === undefined) return undefined
    const answer = choice === 'yes' ? true : choice === 'no' ? false : readYesNo(text)
    const understood = context.matcher.understand(text)
    if (answer !== undefined) return settled(talk, { ...understood.facts, [fact]: answer })
    if (choice === 'dontKnow' || doesNotKnow(text) || skips(text)) return settled(talk, {})
    return fact in understood.facts ? settled(talk, understood.facts) : undefined
  },
}

function settled(talk: Talk, told: Record<FactId, boolean>): Talk {
  const { asking, ...rest } = talk
  const asked = asking === undefined ? talk.asked : [...talk.asked, asking]
  return withSituation({ ...rest, asked }, { facts: { ...talk.situation.facts, ...told } })
}

const factQuestion = ({ talk, t }: Scene): string => t(`facts.${talk.asking}.${voice(talk.situation)}`)
