import type { Server } from 'restify'
import { z } from 'zod'
import { handoffIdOf } from '../../dialogs/holder.ts'
import { type Heard, type HubNews, hearHub } from '../../dialogs/outsideHub.ts'
import { answer, edge } from '../answer.ts'
import { parseJson, readText } from '../body.ts'
import { isSigned } from '../hub/signature.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'

/**
 * Where an outside agent hub posts what happens there (docs/handoff.md). Without such a hub, or without its signature, there is nothing here. What is
 * answered with 200 is saved; the same event sent again counts once; one that is too early is refused with the number that is wanted.
 */
export function hubRoutes(server: Server, services: Services): void {
  const { conversations, context, config, typing, now } = services

  server.post(
    '/hub/events',
    edge(services, async (req, res) => {
      if (!config.hub) throw new Refusal(404, 'NotFound')
      const text = await readText(req)
      if (!isSigned(config.hub.secret, req.headers, text, now())) throw new Refusal(403, 'NotAllowedHere')
      const sent = event.safeParse(parseJson(text))
      if (!sent.success) throw new Refusal(400, 'BadArgument')
      const { handoffId } = sent.data.value
      const id = handoffId.slice(0, handoffId.lastIndexOf('.'))
      if (sent.data.type === 'typing') {
        await tellTyping(id)
        return answer(res, 200, {})
      }
      const heard = await hear(id, handoffId, newsOf(sent.data))
      if (heard.ok || heard.why === 'again') return answer(res, 200, {})
      if (heard.why === 'early') return answer(res, 409, { wanted: heard.wanted })
      throw heard.why === 'gone' ? new Refusal(410, 'ConversationGone') : new Refusal(409, 'BadArgument')
    }),
  )

  async function hear(id: string, handoffId: string, news: HubNews): Promise<Heard> {
    const heard = await conversations.change<Heard>(id, conversation => {
      if (handoffIdOf(conversation) !== handoffId) return { result: { ok: false, why: 'gone' } }
      const result = hearHub(conversation, news, context(conversation.municipality, id))
      return result.ok ? { value: result.conversation, result } : { result }
    })
    return heard ?? { ok: false, why: 'gone' }
  }

  /** Who types there, where they have the conversation. */
  async function tellTyping(id: string): Promise<void> {
    const found = (await conversations.read(id))?.value
    if (found?.holder.who === 'counsellor' && found.handoff?.hub) typing.tell({ conversation: id, from: found.holder })
  }
}

const handoffId = z.string().regex(/^[\w-]{1,100}\.\d{1,9}$/)
const numbered = { handoffId, sequence: z.number().int().min(1) }
const short = z.string().trim().min(1).max(80)
const count = z.number().int().min(0).max(100_000)
const status = z.discriminatedUnion('state', [
  z.object({ ...numbered, state: z.literal('queued'), ahead: count.optional(), minutes: count.optional() }),
  z.object({ ...numbered, state: z.literal('accepted'), counsellor: z.object({ id: z.string().regex(/^[\w.@-]{1,80}$/), name: short }) }),
  z.object({
    ...numbered,
    state: z.literal('completed'),
    next: z.enum(['bot', 'end']).default('bot'),
    summary: z.string().max(1000).optional(),
  }),
  z.object({ ...numbered, state: z.literal('failed') }),
])
/** Bot Framework's activities, and of each what is used; what else stands there is left. */
const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), name: z.literal('handoff.status'), value: status }),
  z.object({ type: z.literal('message'), text: z.string().trim().min(1).max(2000), value: z.object(numbered) }),
  z.object({ type: z.literal('typing'), value: z.object({ handoffId }) }),
])

const newsOf = (sent: Exclude<z.infer<typeof event>, { type: 'typing' }>): HubNews =>
  sent.type === 'event' ? sent.value : { sequence: sent.value.sequence, state: 'message', text: sent.text }
