import type { Translate } from '../locales/translate.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Handoff } from './conversation.ts'
import { openLines } from './openLines.ts'
import { buttons, type Scene, sceneOf } from './scene.ts'
import type { HelpCard, Spoken } from './spoken.ts'
import { waitingAhead } from './waitingAhead.ts'

/** Place in the queue and an honest estimate, with the way out of it. */
export function queueStatus(conversation: Conversation, context: TalkContext): Spoken {
  const scene = sceneOf(conversation, context)
  return {
    text: placeText(scene, conversation, waitingAhead(conversation, context)),
    choices: buttons(scene.t, 'status', 'withdraw'),
    awaits: 'text',
  }
}

/** What the citizen knows now of the waiting: when it was told, how many are ahead, whether anyone is here. */
export function toldNow(conversation: Conversation, context: TalkContext): Told {
  const ahead = waitingAhead(conversation, context)
  return {
    toldAt: context.now.toISOString(),
    ...(ahead !== undefined && { toldAhead: ahead }),
    ...(someoneHere(conversation, context) ? {} : { toldNobody: true as const }),
  }
}

type Told = Pick<Extract<Handoff, { state: 'waiting' }>, 'toldAt' | 'toldAhead' | 'toldNobody'>

/** Whether what was told is no longer so: another place, somebody came, the last one left. */
export function isOtherwise({ toldAhead, toldNobody }: Told, conversation: Conversation, context: TalkContext): boolean {
  const ahead = waitingAhead(conversation, context)
  const moved = ahead !== undefined && toldAhead !== undefined && ahead !== toldAhead
  return moved || (toldNobody ?? false) === someoneHere(conversation, context)
}

/** At an outside hub somebody is always said to be there. */
function someoneHere({ handoff }: Conversation, { counsellors }: TalkContext): boolean {
  return (handoff?.state === 'waiting' && handoff.hub ? counsellors.present : (counsellors.hub?.atOwnDesk ?? counsellors.present)) > 0
}

/** Nobody has come yet: who answers now, and the choice to stay or go on with the bot. */
export function queueLines(conversation: Conversation, context: TalkContext): Spoken {
  const { t } = sceneOf(conversation, context)
  return {
    text: t('handoff.queue.lines'),
    card: linesCard(conversation, context),
    choices: buttons(t, 'stay', 'withdraw'),
    awaits: 'text',
  }
}

/** The lines that fit what was heard so far, calm or not. */
export function linesCard(conversation: Conversation, context: TalkContext): HelpCard {
  const { level, kinds } = conversation.urgency
  return { type: 'help', level, kinds, lines: openLines({ level, kinds, about: 'self', because: [] }, context, conversation) }
}

/** Minutes that one conversation takes of a counsellor: a guess until there are figures of the day. */
const guessed = 10

function placeText({ t, context, urgency }: Scene, { handoff }: Conversation, ahead: number | undefined): string {
  const hub = handoff?.state === 'waiting' ? handoff.hub : undefined
  if (hub) return hubText(t, ahead, hub.minutes)
  const { minutesEach = guessed } = context.counsellors
  const present = context.counsellors.hub?.atOwnDesk ?? context.counsellors.present
  if (present === 0) return t('handoff.queue.nobody')
  if (ahead === undefined) return t('handoff.queue.unknown')
  if (ahead === 0) return urgency.level === 'none' ? t('handoff.queue.next', { to: minutesEach }) : t('handoff.queue.first')
  const rounds = Math.ceil(ahead / present)
  const [from, to] = [rounds * (minutesEach / 2), rounds * minutesEach + minutesEach / 2].map(Math.round)
  return t('handoff.queue.place', { place: ahead + 1, from, to })
}

/** At an outside hub only what that hub says is known. */
function hubText(t: Translate, ahead: number | undefined, minutes: number | undefined): string {
  if (ahead === undefined) return t('handoff.queue.unknown')
  if (minutes === undefined) return t('handoff.queue.placeOnly', { place: ahead + 1 })
  return t('handoff.queue.place', { place: ahead + 1, from: Math.floor(minutes / 2), to: Math.ceil(minutes * 1.5) })
}
