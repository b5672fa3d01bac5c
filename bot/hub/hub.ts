import type { TalkContext } from '../../dialogs/context.ts'

/**
 * Where handoffs go: whoever stands behind it takes the conversation over, talks, and ends it. What it does to a conversation goes through
 * dialogs/, so that one holder, one number and the citizen's rights are the same whichever it is.
 */
export interface Hub {
  name: 'desk' | 'webhook'
  /** Whether handoffs of this municipality go here. */
  serves(municipality: string): boolean
  /** What a turn may know of its counsellors (Desk.counsellors). */
  counsellors(municipality: string, conversation?: string): TalkContext['counsellors']
  /** From now on whoever stands behind it gets what it has not got yet of every conversation it was given. */
  start(): void
  close(): Promise<void>
}
