import type { IncomingHttpHeaders } from 'node:http'
import type { Activity } from 'botbuilder'
import type { Request, Response, Server } from 'restify'
import { z } from 'zod'
import { answer, edge } from '../answer.ts'
import { readJson } from '../body.ts'
import type { Outcome } from '../brobygger.ts'
import { toActivity } from '../directLine/activity.ts'
import { createBearer } from '../directLine/bearer.ts'
import { type IncomingActivity, readIncomingActivity } from '../directLine/incomingActivity.ts'
import { stateEvent } from '../directLine/stateEvent.ts'
import type { Streams } from '../directLine/streams.ts'
import type { Claims, Tokens } from '../directLine/tokens.ts'
import { watermarkOf } from '../directLine/watermark.ts'
import type { Flood } from '../flood.ts'
import { isSecure, mayEnter, publicHost } from '../origins.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { crossOrigin } from './crossOrigin.ts'

export const directLinePath = '/v3/directline'

export interface DirectLineParts {
  tokens: Tokens
  streams: Streams
  flood: Flood
  /** Runs an activity through the bot and tells what came of it. */
  receive(activity: Partial<Activity>): Promise<Outcome>
}

/** Direct Line 3.0 as reference/direct-line.md lays it down: unmodified botframework-directlinejs and Web Chat work against it. */
export function directLineRoutes(server: Server, services: Services, parts: DirectLineParts): void {
  const { tokens, streams, flood, receive } = parts
  const bearer = createBearer(services, tokens)
  const at = (path: string) => `${directLinePath}${path}`
  const handle = (handler: (req: Request, res: Response) => Promise<void>) =>
    edge(services, async (req, res) => {
      crossOrigin(req, res, services.config)
      await handler(req, res)
    })

  server.opts(
    at('/*'),
    handle(async (_req, res) => answer(res, 200, {})),
  )

  server.post(
    at('/tokens/generate'),
    handle(async (req, res) => {
      if (!mayEnter(req.headers, services.config)) throw new Refusal(403, 'NotAllowedHere')
      const wanted = read(generateBody, await readJson(req))
      const conv = services.newId()
      const about = {
        conv,
        user: `dl_${services.newId()}`,
        municipality: wanted.municipality ?? services.config.municipality,
        locale: localeOf(wanted.locale) ?? 'da',
      }
      answer(res, 200, { conversationId: conv, ...tokens.issue(about) })
    }),
  )

  server.post(
    at('/tokens/refresh'),
    handle(async (req, res) => {
      const { exp: _, ...about } = await bearer.returning(req)
      answer(res, 200, { conversationId: about.conv, ...tokens.issue(about) })
    }),
  )

  server.post(
    at('/conversations'),
    handle(async (req, res) => {
      const claims = bearer.holder(req)
      const { locale } = read(startBody, await readJson(req))
      const channelData = { municipality: claims.municipality, locale: localeOf(locale) ?? claims.locale }
      const { made } = await receive({
        ...turnOf(claims),
        type: 'conversationUpdate',
        membersAdded: [{ id: claims.user, name: '' }],
        channelData,
      })
      answer(res, made ? 201 : 200, { ...entrance(req, claims), referenceGrammarId: claims.conv })
    }),
  )

  server.get(
    at('/conversations/:id'),
    handle(async (req, res) => {
      const claims = await bearer.returning(req, req.params.id)
      answer(res, 200, entrance(req, claims, watermarkOf(queryOf(req).get('watermark'))))
    }),
  )

  server.get(
    at('/conversations/:id/activities'),
    handle(async (req, res) => {
      const claims = bearer.holder(req, req.params.id)
      const seen = watermarkOf(queryOf(req).get('watermark'))
      const conversation = await bearer.existing(claims.conv, seen)
      const from = seen > conversation.log.length ? 0 : seen
      const activities = conversation.log.slice(from).map(entry => toActivity(entry, conversation, claims.user))
      answer(res, 200, { activities, watermark: String(conversation.log.length), state: stateEvent(conversation).value })
    }),
  )

  server.post(
    at('/conversations/:id/activities'),
    handle(async (req, res) => {
      const claims = bearer.holder(req, req.params.id)
      const activity = readIncomingActivity(await readJson(req))
      if (!erases(activity)) await flood.admit(claims.conv)
      answer(res, 200, { id: (await post(claims, activity)).id })
    }),
  )

  server.post(
    at('/conversations/:id/upload'),
    handle(async (req, _res) => {
      bearer.holder(req, req.params.id)
      req.resume()
      throw new Refusal(415, 'NoUploads')
    }),
  )

  // Asked for by an optional sign-in helper of Web Chat, which sends cookies: it gets an answer, and we keep nothing.
  server.get(
    at('/session/getsessionid'),
    handle(async (_req, res) => {
      res.setHeader('Access-Control-Allow-Credentials', 'true')
      answer(res, 200, { sessionId: services.newId() })
    }),
  )

  async function post(claims: Claims, { type, ...sent }: IncomingActivity): Promise<Outcome> {
    const turn = { ...turnOf(claims), id: services.newId() }
    if (type === 'message') return receive({ ...turn, type, text: 'text' in sent ? sent.text : '', channelData: sent })
    await bearer.existing(claims.conv)
    const named = 'name' in sent ? { name: sent.name, value: sent.value } : {}
    const outcome = await receive({ ...turn, type, ...named })
    if (outcome.erased) return { ...outcome, id: turn.id }
    streams.echo(claims.conv, { ...named, id: turn.id, type, clientId: sent.clientId })
    return { id: turn.id }
  }

  function entrance(req: Request, { exp: _, ...about }: Claims, watermark?: number) {
    return { conversationId: about.conv, ...tokens.issue(about), streamUrl: streamUrl(req.headers, about, watermark) }
  }

  function streamUrl(headers: IncomingHttpHeaders, { conv, user }: Omit<Claims, 'exp'>, watermark = 0): string {
    const query = new URLSearchParams({ watermark: watermark === 0 ? '-' : String(watermark), t: tokens.issueTicket({ conv, user }) })
    return `${isSecure(headers) ? 'wss' : 'ws'}://${publicHost(headers)}${at(`/conversations/${conv}/stream`)}?${query}`
  }
}

/** A municipality we do not know gets the nation-wide offers: a chat that does not open helps nobody. */
const generateBody = z.object({
  municipality: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
  locale: z.string().max(35).optional(),
})
const startBody = z.object({ locale: z.string().max(35).nullish(), user: z.looseObject({}).nullish() })

function read<T>(shape: z.ZodType<T>, body: unknown): T {
  const { data } = shape.safeParse(body ?? {})
  if (data === undefined) throw new Refusal(400, 'BadArgument')
  return data
}

/** Erasing waits for nothing. */
const erases = (activity: IncomingActivity) =>
  activity.type === 'message' ? activity.choice === 'erase' : activity.type === 'event' && activity.name === 'erase'

const localeOf = (tag: string | null | undefined): 'da' | 'en' | undefined =>
  /^en\b/i.test(tag ?? '') ? 'en' : /^da\b/i.test(tag ?? '') ? 'da' : undefined

const queryOf = (req: Request) => new URLSearchParams(req.url?.split('?')[1] ?? '')

/** The frame of a turn, whoever it says it is from: the token knows. */
function turnOf({ conv, user }: Claims): Partial<Activity> & { from: Activity['from'] } {
  return {
    channelId: 'directline',
    serviceUrl: 'urn:brobygger:directline',
    conversation: { id: conv } as Activity['conversation'], // the protocol asks no more on this way
    from: { id: user, name: '', role: 'user' },
    recipient: { id: 'brobygger-bot', name: 'Brobygger', role: 'bot' },
  }
}
