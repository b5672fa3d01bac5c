import { z } from 'zod'
import type { Incoming } from '../../dialogs/conversation.ts'
import { Refusal } from '../refusal.ts'

export const textLimit = 2000

/** What a client posted, read strictly: every property of the Activity protocol is known here, most are let lie. */
export type IncomingActivity =
  | ({ type: 'message' } & Incoming)
  | { type: 'typing'; clientId?: string }
  | { type: 'event'; name: string; value?: unknown; clientId?: string }

/** Throws Refusal with the one thing to mend. */
export function readIncomingActivity(body: unknown): IncomingActivity {
  if (typeof body !== 'object' || body === null || !('type' in body)) throw new Refusal(400, 'MissingProperty')
  const read = activity.safeParse(body)
  if (!read.success || !Object.keys(body).every(key => known.has(key))) throw new Refusal(400, 'BadArgument')
  const { type, text = '', value, name, channelData, id } = read.data
  const sent = channelData?.clientActivityID ?? id
  const clientId = sent === undefined ? {} : { clientId: sent }
  if (type === 'typing') return { type, ...clientId }
  if (type === 'event') {
    if (name === undefined) throw new Refusal(400, 'MissingProperty')
    return { type, name, value, ...clientId }
  }
  if (text.length > textLimit) throw new Refusal(413, 'TooLong')
  const choice = chosen.safeParse(value).data?.choice
  if (text.trim() === '' && choice === undefined) throw new Refusal(400, 'MissingProperty')
  return { type, text, ...(choice !== undefined && { choice }), ...clientId }
}

const short = z.string().max(200)

/** A button's value comes back as { choice }; other values (Web Chat's own cards) are let lie. */
const chosen = z.object({ choice: short })

const activity = z.object({
  type: z.enum(['message', 'typing', 'event']),
  text: z.string().optional(),
  value: z.unknown().optional(),
  name: short.optional(),
  id: short.optional(),
  channelData: z.looseObject({ clientActivityID: short.optional() }).nullish(),
  // Whom it is from is the token's to say.
  from: z.looseObject({}).nullish(),
  attachments: z.array(z.unknown()).max(0, 'no attachments').nullish(),
})

/** The rest of the Activity protocol has no meaning for us; what it does not know is refused. */
const known = new Set(
  `${Object.keys(activity.shape).join(' ')} recipient conversation channelId serviceUrl timestamp localTimestamp localTimezone locale textFormat
  attachmentLayout entities suggestedActions inputHint speak summary topicName historyDisclosed membersAdded membersRemoved reactionsAdded
  reactionsRemoved replyToId label valueType relatesTo code expiration importance deliveryMode listenFor textHighlights semanticAction action
  callerId eTag`.split(/\s+/),
)
