import { translator } from '../locales/translate.ts'
import { worded } from './channelWords.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { converse } from './converse.ts'
import { hearCode } from './courseTalk.ts'
import { type Heard, hearDanger, helpNow, withUrgency } from './crisis.ts'
import { answerEnded } from './ending.ts'
import { freshTalk } from './freshTalk.ts'
import { hearQuietly } from './hearQuietly.ts'
import { hearWaiting } from './hearWaiting.ts'
import { readIntent } from './intents/readIntent.ts'
import { botSays, later, systemSays, tell } from './log.ts'
import { advance } from './move.ts'
import { movedToSelf } from './movedToSelf.ts'
import { isEnglish } from './readLanguage.ts'

/** A new conversation with the welcome in its log: what must be told first, and the first question. Pure. */
export function startConversation(
  start: Pick<Conversation, 'id' | 'channel' | 'address' | 'municipality' | 'locale'>,
  context: TalkContext,
): Conversation {
  const at = context.now.toISOString()
  const conversation: Conversation = {
    ...start,
    startedAt: at,
    lastWordAt: at,
    holder: { who: 'bot' },
    holderNumber: 1,
    talk: freshTalk(start.municipality, context),
    log: [],
    urgency: { level: 'none', kinds: [] },
    taken: false,
  }
  const t = translator(start.locale)
  const place = context.registry.municipalities.find(({ id }) => id === start.municipality)?.name
  const hello = place === undefined ? t('talk.welcome.hello') : t('talk.welcome.helloIn', { place })
  const kept = t(worded(start, 'talk.welcome.kept'), { hours: context.takenKeptHours ?? 24 })
  const anonymous = start.channel === 'teams' && { link: 'anonymousChat' as const }
  return advance(
    botSays(conversation, [{ text: hello }, { text: kept, ...anonymous }, { text: t(worded(start, 'talk.welcome.safe')) }], context),
    context,
  )
}

/**
 * One turn: the citizen's words, what they change, and what is said back. A message sent again (same clientId) changes nothing. Danger is looked
 * for in every state before anything else; the bot answers only while it holds the conversation. Pure.
 */
export function hearCitizen(before: Conversation, incoming: Incoming, context: TalkContext): Conversation {
  if (known(before, incoming)) return before
  const said = inTheirLanguage(before, incoming)
  const moved = movedToSelf(said, incoming)
  const conversation = moved ?? said
  const danger = moved ? ofThemselves(moved) : hearDanger(conversation, incoming, context)
  const heard = written(conversation, incoming, context)
  if (danger.say === 'nothing') return answer(withUrgency(heard, danger.urgency), incoming, context)
  if (danger.failed) return answer(shown(heard), incoming, context)
  // What the words tell of who and how old is known first: a child is shown its own line before those of grown-ups.
  return shown(heard.holder.who === 'bot' && !heard.ended ? hearQuietly(withUrgency(heard, danger.urgency), incoming, context) : heard)

  function shown(before: Conversation): Conversation {
    const help = helpNow(danger, before, context)
    const says = before.holder.who === 'bot' && !before.ended ? botSays : systemSays
    return withUrgency(says(before, [help], context), danger.urgency)
  }
}

/** What was heard of another, said anew to the one it is about. */
const ofThemselves = ({ urgency: { level, kinds } }: Conversation): Heard => ({
  urgency: { level, kinds, about: 'self', because: [] },
  say: 'card',
  failed: false,
})

/** Whoever writes English to the bot is answered in it, help in danger too; "på dansk" goes back. */
function inTheirLanguage(conversation: Conversation, { text, choice }: Incoming): Conversation {
  const spoken =
    conversation.locale === 'da' &&
    conversation.holder.who === 'bot' &&
    choice === undefined &&
    isEnglish(text) &&
    readIntent(text) === undefined
  return spoken ? { ...conversation, locale: 'en' } : conversation
}

/** Whoever has the word answers: the bot, the queue's news, the end, or nobody while a counsellor reads along. */
function answer(conversation: Conversation, incoming: Incoming, context: TalkContext): Conversation {
  if (conversation.ended) return answerEnded(conversation, incoming, context)
  if (incoming.code) return hearCode(conversation, incoming.code, context)
  if (conversation.holder.who === 'counsellor') return conversation
  if (conversation.holder.who === 'queue') return hearWaiting(conversation, incoming, context)
  return converse(conversation, incoming, context)
}

function written(conversation: Conversation, { text, choice, clientId }: Incoming, context: TalkContext): Conversation {
  const sent = { ...(clientId !== undefined && { clientId }), ...(choice !== undefined && { choice }) }
  return { ...tell(conversation, { who: 'citizen' }, { text }, context, sent), lastWordAt: later(conversation.lastWordAt, context.now) }
}

const known = ({ log }: Conversation, { clientId }: Incoming): boolean =>
  clientId !== undefined && log.some(entry => entry.from.who === 'citizen' && entry.clientId === clientId)
