import type { Conversation, Handoff, Holder } from './conversation.ts'

/** Whoever holds the conversation changes here and nowhere else: the number rises by one, in the same write. */
export const passHolder = (conversation: Conversation, holder: Holder): Conversation => ({
  ...conversation,
  holder,
  holderNumber: conversation.holderNumber + 1,
})

/** What a handoff keeps through all its states: the number it is known by. */
export const beganOf = ({ handoff }: Conversation): Pick<Handoff, 'began'> => (handoff?.began === undefined ? {} : { began: handoff.began })

/** The handoff's end, under the number it is known by. */
export function closedOf(conversation: Conversation, at: string, why: Closed['why']): Closed {
  const { handoff } = conversation
  const hub = handoff?.hub && { hub: { heard: handoff.hub.heard } }
  return { state: 'closed', at, why, ...beganOf(conversation), ...hub }
}

type Closed = Extract<Handoff, { state: 'closed' }>

/** The handoff's own id, the same from the asking to the end. undefined: nobody was asked for. */
export const handoffIdOf = ({ id, handoff }: Conversation): string | undefined =>
  handoff?.began === undefined ? undefined : `${id}.${handoff.began}`
