import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { hearNeed } from './hearNeed.ts'
import { readIntent } from './intents/readIntent.ts'
import { questions, remembered } from './move.ts'
import { questionAt } from './questionAt.ts'
import { sceneOf } from './scene.ts'
import { passing } from './steps/question.ts'
import type { Talk } from './talk.ts'

/**
 * What the words tell, without going on: in a crisis the need is heard all the same. Marks and hopes are not asked for any more: what is written
 * next is heard as it comes.
 */
export function hearQuietly(conversation: Conversation, incoming: Incoming, context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const { talk } = scene
  // A wish ("jeg vil tale med et menneske") is no answer to what was asked; the help card offers the human.
  if (incoming.choice === undefined && readIntent(incoming.text) !== undefined) return conversation
  const hopeful = hopefulSteps.some(step => step === talk.step)
  const answered = hopeful ? undefined : questionAt(talk.step, incoming.choice)?.hear(incoming, scene)
  const heard = answered ?? hearNeed(talk, incoming.text, context) ?? talk
  const spared = scene.urgency.level === 'acute' || hopeful ? passing(heard, ...hopefulSteps) : heard
  return { ...conversation, talk: remembered(talk, calmPlace(spared)) }
}

/** What is asked of hopes and marks. */
const hopefulSteps = ['hopes', 'scale', 'oneStep', 'works', 'helps'] as const

/** Where one stands when the help card is read: at who or age while they are not known, else open to whatever is written next. No fact is waited for. */
function calmPlace({ asking: _, ...talk }: Talk): Talk {
  const asideOnly = talk.step === 'school' || talk.step === 'smallStep'
  if (talk.step === 'misfit' || !(asideOnly || questions.some(({ id }) => id === talk.step))) return talk
  const next = questions.find(({ id, known }) => (id === 'who' || id === 'age') && !known(talk))
  return { ...talk, step: next?.id ?? 'mind' }
}
