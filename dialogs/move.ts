import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { botSays } from './log.ts'
import { sceneOf } from './scene.ts'
import type { Spoken } from './spoken.ts'
import { age } from './steps/age.ts'
import { clarify, factToAsk } from './steps/clarify.ts'
import { askFarewell } from './steps/farewell.ts'
import { followUp } from './steps/followUp.ts'
import { askHandover } from './steps/handover.ts'
import { helps } from './steps/helps.ts'
import { hopes } from './steps/hopes.ts'
import { mind } from './steps/mind.ts'
import { misfit } from './steps/misfit.ts'
import { offersAgain, showChanged, showOffers } from './steps/offers.ts'
import { oneStep } from './steps/oneStep.ts'
import type { Question } from './steps/question.ts'
import { scale } from './steps/scale.ts'
import { askSchool } from './steps/school.ts'
import { askSmallStep } from './steps/smallStep.ts'
import { who } from './steps/who.ts'
import { works } from './steps/works.ts'
import type { Place, StepId, Talk } from './talk.ts'

/** The questions in their order; what is known of them is not asked. */
export const questions: readonly Question[] = [who, age, mind, hopes, scale, oneStep, works, helps, followUp, clarify, misfit]

/** How far one can go back. */
const longestPast = 20

/** On to the first question that is not answered, then to the facts worth asking, then to the offers. */
export function advance(conversation: Conversation, context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const next = questions.find(question => question.id !== 'clarify' && !question.known(scene.talk))
  if (next) return ask(standing(conversation, { step: next.id }), context)
  const fact = factToAsk(scene)
  if (fact !== undefined) return ask(standing(conversation, { step: 'clarify', asking: fact }), context)
  return conversation.talk.step === 'offers' ? showChanged(conversation, context) : showOffers(conversation, context)
}

/** Takes a step with what was heard: remembers where they stood, and goes on. */
export function proceed(conversation: Conversation, talk: Talk, context: TalkContext): Conversation {
  return advance({ ...conversation, talk: remembered(conversation.talk, talk) }, context)
}

/** The new talk with the place before it kept, so that going back really goes back. */
export function remembered(before: Talk, after: Talk): Talk {
  return { ...after, misunderstood: 0, past: [...before.past, placeOf(before)].slice(-longestPast) }
}

/** Back to where they stood before, with what was known then. undefined: this is the beginning. */
export function wentBack(talk: Talk): Talk | undefined {
  const place = talk.past.at(-1)
  if (place === undefined) return undefined
  const { removed, helped, useful } = talk
  return { ...place, past: talk.past.slice(0, -1), misunderstood: 0, removed, helped, ...(useful !== undefined && { useful }) }
}

/** Asks again what is being asked, in the words of now (another language, more known). */
export const ask = (conversation: Conversation, context: TalkContext): Conversation =>
  botSays(conversation, [questionNow(conversation, context)], context)

/** What is being asked now. Every place has something to press or to write: no talk stands at a dead end. */
export function questionNow(conversation: Conversation, context: TalkContext): Spoken {
  const scene = sceneOf(conversation, context)
  const { step } = conversation.talk
  const question = questions.find(({ id }) => id === step)
  if (question && !(step === 'clarify' && conversation.talk.asking === undefined)) return question.ask(scene)
  if (step === 'handover') return askHandover(conversation, context)
  if (step === 'school') return askSchool(scene)
  if (step === 'smallStep') return askSmallStep(scene)
  if (step === 'farewell') return askFarewell(scene)
  return offersAgain(scene)
}

export const standing = (conversation: Conversation, place: { step: StepId } & Partial<Talk>): Conversation => ({
  ...conversation,
  talk: { ...conversation.talk, ...place },
})

function placeOf({ step, situation, passed, asked, asking, suggested, shown, without }: Talk): Place {
  return { step, situation, passed, asked, ...(asking !== undefined && { asking }), suggested, shown, without }
}
