import type { TalkContext } from '../dialogs/context.ts'
import type { Conversation, Locale } from '../dialogs/conversation.ts'
import { times } from '../dialogs/due.ts'
import { takenOff } from '../dialogs/handoverCard.ts'
import { seatOf } from '../dialogs/seat.ts'
import type { Account } from './accounts.ts'
import { asks, attendedOf } from './beside.ts'
import { may, serves } from './roles.ts'
import type { Part, TogetherView } from './togetherWire.ts'
import { conversationView, themeName } from './view.ts'
import type { ConversationView } from './wire.ts'

/** What someone is to a conversation beside, or as, the one who has it. `watches`: a supervisor looks at it. undefined: nothing. */
export function partOf(conversation: Conversation, account: Account, watches = false): Part | undefined {
  const attended = attendedOf(conversation)
  if (!attended || !may(account, 'talk') || !serves(account, conversation.municipality)) return undefined
  const seat = seatOf(conversation, account)
  if (seat) return seat
  if (watches && may(account, 'oversee')) return 'watching'
  return asks(attended, account) ? 'asked' : undefined
}

/** As someone with this part in it sees it; the talk itself only where they read along, from beyond `after`. Pure. */
export function togetherView(
  conversation: Conversation,
  account: Account,
  part: Part,
  context: TalkContext,
  after = 0,
): TogetherView | undefined {
  const { holder, handoff } = conversation
  if (holder.who !== 'counsellor' || handoff?.state !== 'with') return undefined
  const locale = account.locale ?? 'da'
  const { offered, offerEnded, joined = [], advisers = [] } = handoff
  const reads = part === 'joined' || part === 'adviser' || part === 'watching'
  const person = (how: 'joined' | 'adviser') => (one: { id: string; name: string }) => ({ ...one, how, me: one.id === account.id })
  const view = reads ? conversationView(conversation, { id: holder.id, locale }, context, after) : undefined
  return {
    id: conversation.id,
    municipality: conversation.municipality,
    part,
    counsellor: holder.name,
    holderNumber: conversation.holderNumber,
    ...(offered && {
      offered: {
        to: offered.to.name,
        until: new Date(Date.parse(offered.at) + times.offered).toISOString(),
        ...(offered.note !== undefined && { note: offered.note }),
      },
    }),
    ...(offerEnded && part === 'holder' && { offerEnded: { to: offerEnded.name, why: offerEnded.why, at: offerEnded.at } }),
    people: [...joined.map(person('joined')), ...advisers.map(person('adviser'))],
    asides:
      part === 'asked'
        ? []
        : (conversation.asides ?? []).map(({ id, at, from, text }) => ({ id, at, name: from.name, mine: from.id === account.id, text })),
    ...(part === 'asked' && { about: aboutView(conversation, locale, context) }),
    ...(view && { talk: forReaders(view) }),
  }
}

/** As the one who has it sees it, save for their own note. */
function forReaders({ note: _, ...view }: ConversationView): ConversationView {
  return { ...view, lines: view.lines.map(({ clientId: __, ...line }) => ({ ...line, mine: false })) }
}

/** What the queue would have told of them, without what they took off the card. */
function aboutView(conversation: Conversation, locale: Locale, { registry }: TalkContext): NonNullable<TogetherView['about']> {
  const { talk, urgency } = conversation
  const { role, age, themes } = talk.situation
  const off = takenOff(conversation)
  return {
    locale: conversation.locale,
    urgency: urgency.level,
    kinds: urgency.kinds,
    ...(role !== undefined && !off.includes('role') && { role }),
    ...(age !== undefined && !off.includes('age') && { age }),
    themes: off.includes('themes') ? [] : themes.slice(0, 3).map(({ theme }) => themeName(theme, locale, registry)),
  }
}
