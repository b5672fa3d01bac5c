import type { TalkContext } from '../dialogs/context.ts'
import type { Conversation, CounsellorId, Entry, Locale } from '../dialogs/conversation.ts'
import { handoverCard, passedOn } from '../dialogs/handoverCard.ts'
import { languageHint } from '../dialogs/languageHint.ts'
import { noteNow } from '../dialogs/note.ts'
import { offerView } from '../dialogs/offerView.ts'
import type { Registry } from '../registry/registry.ts'
import { behindUntil, type Field } from './field.ts'
import { placeText, type Waiting } from './queue.ts'
import type { ConversationView, LineView, WaitingView } from './wire.ts'

/** Someone in the queue, in the counsellor's language. Pure. */
export function waitingView(waiting: Waiting, locale: Locale, registry: Registry, field: Field): WaitingView {
  const { id, municipality, since, urgency, kinds, head, role, age } = waiting
  const until = behindUntil(waiting, field)
  const district = registry.districts.find(one => one.id === waiting.district)?.name
  return {
    id,
    municipality,
    locale: waiting.locale,
    since,
    urgency,
    kinds,
    head,
    place: placeText(waiting),
    ...(until && { behind: { until: until.toISOString(), place: placeText(waiting, true) } }),
    ...(district !== undefined && { district }),
    ...(role !== undefined && { role }),
    ...(age !== undefined && { age }),
    themes: waiting.themes.slice(0, 3).map(theme => themeName(theme, locale, registry)),
  }
}

/**
 * A conversation for the counsellor who has it: the handover card as the citizen let it go, and the lines from where a counsellor reads along,
 * beyond `after`. What was said before stays between citizen and bot. Pure.
 */
export function conversationView(
  conversation: Conversation,
  counsellor: { id: CounsellorId; locale: Locale },
  context: TalkContext,
  after = 0,
): ConversationView | undefined {
  const { holder, handoff, talk, urgency } = conversation
  if (conversation.ended || holder.who !== 'counsellor' || holder.id !== counsellor.id || handoff?.state !== 'with') return undefined
  const { role, age, themes } = talk.situation
  const told = (item: (typeof handoff.removed)[number]) => !handoff.removed.includes(item)
  return {
    id: conversation.id,
    channel: conversation.channel,
    municipality: conversation.municipality,
    locale: conversation.locale,
    since: handoff.since,
    holderNumber: conversation.holderNumber,
    urgency: urgency.level,
    kinds: urgency.kinds,
    ...(role !== undefined && told('role') && { role }),
    ...(age !== undefined && told('age') && { age }),
    themes: told('themes') ? themes.slice(0, 3).map(({ theme }) => themeName(theme, counsellor.locale, context.registry)) : [],
    card: handoverCard(conversation, counsellor.locale, context),
    because: told('words') ? becauseOf(conversation, context) : [],
    suggested: told('suggested')
      ? talk.suggested.flatMap(id => {
          const offer = context.registry.offer(id)
          return offer ? [offerView(offer, counsellor.locale, context)] : []
        })
      : [],
    ...(conversation.course !== undefined && { course: conversation.course }),
    lines: passedOn(conversation)
      .filter(({ number }) => number > after)
      .map(line => lineView(line, counsellor.id)),
    ...noteOf(conversation, counsellor.id),
    ...languageOf(conversation),
    seenByCitizen: conversation.seenByCitizen ?? 0,
    seenByCounsellor: conversation.seenByCounsellor ?? 0,
  }
}

export const themeName = (id: string, locale: Locale, { themes }: Registry) => themes.find(theme => theme.id === id)?.name[locale] ?? id

function noteOf(conversation: Conversation, counsellor: CounsellorId): Pick<ConversationView, 'note'> {
  const note = noteNow(conversation)
  return note ? { note: { text: note.text, by: note.by.name, mine: note.by.id === counsellor } } : {}
}

function languageOf(conversation: Conversation): Pick<ConversationView, 'writesIn'> {
  const written = passedOn(conversation).filter(({ from }) => from.who === 'citizen')
  const language = languageHint(written.slice(-6).map(({ spoken }) => spoken.text))
  return language === undefined || language === conversation.locale ? {} : { writesIn: language }
}

/** Assessed anew rather than stored: the words lie in one place only, the log. */
function becauseOf({ log, urgency }: Conversation, { assess }: TalkContext): string[] {
  if (urgency.level === 'none') return []
  const written = log.filter(({ from }) => from.who === 'citizen').slice(-reread)
  const assessed = written.map(({ spoken }) => assess([spoken.text])).filter(({ level }) => level === urgency.level)
  return [...new Set(assessed.flatMap(({ because }) => because))].slice(0, 6)
}

const reread = 40

function lineView({ number, id, at, from, spoken, clientId }: Entry, counsellor: CounsellorId): LineView {
  const { text, card, urgent } = spoken
  return {
    number,
    id,
    at,
    who: from.who,
    ...(from.who === 'counsellor' && { name: from.name }),
    mine: from.who === 'counsellor' && from.id === counsellor,
    spoken: { text, ...(card && { card }), ...(urgent && { urgent }) },
    // Only one's own: by it the page knows the line it sent.
    ...(from.who === 'counsellor' && from.id === counsellor && clientId !== undefined && { clientId }),
  }
}
