import { type Translate, translator } from '../locales/translate.ts'
import type { Conversation, CounsellorId } from './conversation.ts'

/** What a change by the desk comes to: the changed conversation, or why it may not be. */
export type Change = { ok: true; conversation: Conversation } | { ok: false; why: WhyNot; by?: string }

/** `old`: it has changed hands since. `offered`: a colleague is being asked already. */
export type WhyNot = 'taken' | 'notYours' | 'old' | 'ended' | 'gone' | 'offered'

export const done = (conversation: Conversation): Change => ({ ok: true, conversation })
export const refused = (why: WhyNot): Change => ({ ok: false, why })

/** Why this counsellor may not act as the one who has it, knowing this holder number. undefined: they may. */
export function mayNot(conversation: Conversation, counsellor: { id: CounsellorId }, holderNumber: number): Change | undefined {
  if (conversation.ended) return refused('ended')
  const { holder } = conversation
  if (holder.who !== 'counsellor') return refused('gone')
  if (holder.id !== counsellor.id) return { ok: false, why: 'notYours', by: holder.name }
  return holderNumber === conversation.holderNumber ? undefined : refused('old')
}

/** In the citizen's language. */
export const words = (conversation: Conversation): Translate => translator(conversation.locale)
