import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { botSays } from './log.ts'
import { ask, remembered, standing } from './move.ts'
import { otherScript } from './otherScript.ts'
import { buttons, sceneOf } from './scene.ts'
import { themeButtons } from './steps/mind.ts'
import { showOffers } from './steps/offers.ts'

/** Never a loop: other words, then the themes and a human, then what is open to all. */
export function notUnderstood(conversation: Conversation, context: TalkContext): Conversation {
  const times = conversation.talk.misunderstood + 1
  const { talk } = conversation
  const counted = { ...conversation, talk: { ...(times < 3 ? talk : remembered(talk, talk)), misunderstood: times } }
  const scene = sceneOf(counted, context)
  const { t } = scene
  const foreign = otherScript(conversation, context)
  if (foreign !== undefined)
    return ask(botSays(counted, [{ text: foreign, choices: buttons(t, 'language.en', 'human') }], context), context)
  if (times < 3) return ask(botSays(counted, [{ text: t(`talk.notUnderstood.${times === 1 ? 'once' : 'twice'}`) }], context), context)
  const choices = [...buttons(t, 'human'), ...themeButtons(scene), ...buttons(t, 'offers')]
  if (times === 3)
    return botSays(standing(counted, { step: 'mind' }), [{ text: t('talk.notUnderstood.thrice'), choices, awaits: 'text' }], context)
  if (counted.talk.step !== 'offers') return showOffers(botSays(counted, [{ text: t('talk.notUnderstood.still') }], context), context)
  return botSays(counted, [{ text: t('talk.notUnderstood.thrice'), choices, awaits: 'text' }], context)
}
