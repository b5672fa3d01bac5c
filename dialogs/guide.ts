import { sparringFor } from '../registry/sparring.ts'
import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { botSays } from './log.ts'
import { offersCard } from './offerView.ts'
import { type Scene, sceneOf } from './scene.ts'
import { offersAgain } from './steps/offers.ts'

/** What a professional may ask at any point: who advises them, what to say to the parents, when the duty to notify applies. */
export type GuideTopic = 'sparring' | 'parents' | 'duty'

/** Answers from fixed, reviewed text; the law's paragraphs with it. Whoever is no professional gets what everyone's duty is (barnets lov § 135). */
export function guide(conversation: Conversation, topic: GuideTopic, context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const choices = { choices: offersAgain(scene).choices ?? [], awaits: 'text' as const }
  if (topic === 'sparring') return botSays(conversation, [{ ...sparring(scene), ...choices }], context)
  return botSays(conversation, [{ text: scene.t(topic === 'parents' ? 'professional.parents' : dutyOf(scene)), ...choices }], context)
}

function sparring({ talk, locale, context, t }: Scene) {
  const { situation } = talk
  const offers = sparringFor(context.registry.offers, situation)
  if (offers.length === 0) return { text: t('professional.sparringNone') }
  return { text: t('professional.sparring'), card: offersCard(offers, [], locale, context, situation) }
}

const dutyOf = ({ talk }: Scene) => (talk.situation.role === 'professional' ? 'professional.duty' : 'professional.dutyOfAll')
