import { worded } from './channelWords.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { helpAgain } from './crisis.ts'
import { handBackToBot } from './handBack.ts'
import { handoverCard } from './handoverCard.ts'
import { asksIfHuman } from './intents/human.ts'
import type { Intent } from './intents/intent.ts'
import { readIntent } from './intents/readIntent.ts'
import { changeLanguage } from './language.ts'
import { systemSays } from './log.ts'
import { plain } from './plain.ts'
import { queueStatus, toldNow } from './queueNews.ts'
import { buttons, sceneOf } from './scene.ts'
import { readRemoval } from './steps/handover.ts'
import { urgencyNow } from './urgencyNow.ts'

/** While they wait: what they write is kept for the counsellor. Answered is only what concerns the waiting itself. */
export function hearWaiting(conversation: Conversation, incoming: Incoming, context: TalkContext): Conversation {
  const { t, locale } = sceneOf(conversation, context)
  const { handoff } = conversation
  const item = readRemoval(incoming.text, incoming.choice, conversation, context)
  if (item && handoff?.state === 'waiting') {
    const less: Conversation = { ...conversation, handoff: { ...handoff, removed: [...handoff.removed, item] } }
    const card = handoverCard(less, locale, context)
    return systemSays(less, [{ text: t('handoff.removed'), card, choices: buttons(t, 'status', 'withdraw'), awaits: 'text' }], context)
  }
  const intent = incoming.choice === undefined ? readIntent(incoming.text) : byChoice[incoming.choice]
  const inDanger = urgencyNow(conversation).level !== 'none'
  if (intent === 'withdraw' || intent === 'back') {
    // Whoever was in danger is not sent on to the next question alone.
    const lines = inDanger ? [helpAgain({ ...conversation, holder: { who: 'bot' } }, context)] : []
    return handBackToBot(conversation, 'withdrawn', [{ text: t('handoff.withdrawn') }, ...lines], context)
  }
  if (intent === 'help' && inDanger) return systemSays(conversation, [helpAgain(conversation, context)], context)
  if (intent === 'danish' || intent === 'english') return changeLanguage(conversation, intent === 'danish' ? 'da' : 'en', context)
  const status = queueStatus(conversation, context)
  const told = (text: string) => systemSays(withNews(conversation, context), [{ ...status, text: `${text} ${status.text}` }], context)
  if (intent === 'areYouHuman') return told(t(`handoff.queue.${asksIfHuman(plain(incoming.text)) ? 'machine' : 'machineIs'}`))
  if (intent === 'privacy') return told(t(worded(conversation, 'handoff.queue.privacy'), { hours: context.takenKeptHours ?? 24 }))
  if (intent === 'erase')
    return systemSays(
      conversation,
      [{ text: t(worded(conversation, 'talk.erase')), choices: buttons(t, 'erase', 'stay', 'withdraw') }],
      context,
    )
  if (intent === 'status' || incoming.choice === 'stay') return systemSays(withNews(conversation, context), [status], context)
  return told(t('handoff.queue.saved'))
}

const byChoice: Partial<Record<string, Intent>> = {
  withdraw: 'withdraw',
  back: 'withdraw',
  status: 'status',
  'language.da': 'danish',
  'language.en': 'english',
}

function withNews(conversation: Conversation, context: TalkContext): Conversation {
  const { handoff } = conversation
  if (handoff?.state !== 'waiting') return conversation
  const { toldNobody: _, ...waiting } = handoff
  return { ...conversation, handoff: { ...waiting, ...toldNow(conversation, context) } }
}
