import type { Activity } from 'botbuilder'
import type { Conversation, Entry } from '../../dialogs/conversation.ts'
import { adaptiveCard } from '../adaptiveCard.ts'

/** An activity as it goes out over Direct Line: JSON, so times are texts. */
export type Outgoing = Omit<Partial<Activity>, 'timestamp'> & { timestamp: string }

/** A line of the log as a Direct Line activity; `user` is the citizen's name in their token. Pure. */
export function toActivity(entry: Entry, conversation: Pick<Conversation, 'id' | 'locale'>, user: string): Outgoing {
  const { spoken } = entry
  const sentBy = entry.from.who === 'citizen'
  const card = spoken.card && adaptiveCard(spoken.card, spoken.text, conversation.locale)
  return {
    id: entry.id,
    type: 'message',
    timestamp: entry.at,
    channelId: 'directline',
    conversation: { id: conversation.id } as Activity['conversation'], // the protocol asks no more on this way
    from: fromOf(entry.from, user),
    locale: conversation.locale,
    text: spoken.text,
    textFormat: 'plain',
    ...(entry.choice !== undefined && { value: { choice: entry.choice } }),
    ...(spoken.choices && { suggestedActions: { to: [user], actions: spoken.choices.map(button) } }),
    ...(card && { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }] }),
    channelData: {
      ...(sentBy && entry.clientId !== undefined && { clientActivityID: entry.clientId }),
      number: entry.number,
      brobygger: {
        who: entry.from.who,
        ...(spoken.card && { card: spoken.card }),
        ...(spoken.choices && { choices: spoken.choices }),
        ...(spoken.awaits && { awaits: spoken.awaits }),
        ...(spoken.urgent && { urgent: true }),
      },
    },
  }
}

/** Role `bot` for everyone on our side: clients know `user` and `bot` only. Name and id differ, or Web Chat would write "Bot". */
export function fromOf(from: Entry['from'], user: string): { id: string; name: string; role: 'user' | 'bot' } {
  if (from.who === 'citizen') return { id: user, name: '', role: 'user' }
  if (from.who === 'counsellor') return { id: `counsellor-${from.id}`, name: from.name, role: 'bot' }
  return { id: `brobygger-${from.who}`, name: 'Brobygger', role: 'bot' }
}

const button = ({ value, title }: { value: string; title: string }) => ({
  type: 'messageBack',
  title,
  text: title,
  displayText: title,
  value: { choice: value },
})
