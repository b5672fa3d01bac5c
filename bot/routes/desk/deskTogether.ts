import type { Request } from 'restify'
import { z } from 'zod'
import type { Account } from '../../../desk/accounts.ts'
import { asks, attendedOf } from '../../../desk/beside.ts'
import { serves } from '../../../desk/roles.ts'
import { partOf } from '../../../desk/togetherView.ts'
import { createWhoIsHere } from '../../../desk/whoIsHere.ts'
import { type Change, refused as changeRefused } from '../../../dialogs/change.ts'
import { aside, consult, join, stepOut } from '../../../dialogs/colleagues.ts'
import type { Conversation, Offered } from '../../../dialogs/conversation.ts'
import { say } from '../../../dialogs/handoff.ts'
import { seatOf } from '../../../dialogs/seat.ts'
import { acceptOffer, declineOffer, offerTo, takeOfferBack } from '../../../dialogs/transfer.ts'
import { refused } from '../../deskGate.ts'
import type { Services } from '../../services.ts'
import { clientId, type DeskRouter, holderNumber, idOf, late } from './deskRouter.ts'
import type { DeskTalk } from './deskTalk.ts'

/** What counsellors do with each other about one conversation. */
export function deskTogetherRoutes({ change, once }: DeskRouter, talk: DeskTalk, services: Services): void {
  const { conversations, desk, audit } = services
  const here = createWhoIsHere(desk)

  change('/conversations/:id/offer', 'talk', offering, ({ account }, { clientId, holderNumber, to, orElse, note }, req) =>
    once(account, req, clientId, async () => {
      let named: Offered['to'] | undefined
      const result = await talk.act(req, account, conversation => {
        named = here.target(to, account, conversation.municipality)
        if (!named) return changeRefused('gone')
        const offer = { to: named, orElse, ...(note !== undefined && { note }) }
        return offerTo(conversation, account, holderNumber, offer, talk.contextOf(conversation))
      })
      if (!named) return late('notHere')
      if (!result.ok) return late(result.why)
      const { id, municipality } = result.conversation
      const target = 'team' in named ? named.team : named.counsellor
      await audit.append({ who: account, did: 'passedOn', conversation: id, municipality, account: target })
      return {}
    }),
  )

  change('/conversations/:id/offer/take-back', 'talk', ofHolder, ({ account }, { clientId, holderNumber }, req) =>
    once(account, req, clientId, async () =>
      answerOf(await talk.act(req, account, conversation => takeOfferBack(conversation, account, holderNumber))),
    ),
  )

  change('/conversations/:id/accept', 'talk', nothing, async ({ account, session }, _body, req) => {
    const result = await asAsked(req, account, conversation =>
      acceptOffer(conversation, asColleague(account), talk.contextOf(conversation)),
    )
    if (!result.ok) return late(result.why, result.by)
    const { id, municipality } = result.conversation
    await audit.took(session, { who: account, conversation: id, municipality })
    return { conversation: talk.viewFor(result.conversation, account) }
  })

  change('/conversations/:id/decline', 'talk', nothing, async ({ account }, _body, req) => {
    const result = await asAsked(req, account, conversation => {
      const { handoff } = conversation
      const left = handoff?.state === 'with' && handoff.offered ? here.others(handoff.offered, account, conversation) : 0
      return declineOffer(conversation, asColleague(account), left, talk.contextOf(conversation))
    })
    return answerOf(result)
  })

  change('/conversations/:id/consult', 'talk', consulting, ({ account }, { clientId, holderNumber, colleague }, req) =>
    once(account, req, clientId, async () => {
      let found: ReturnType<typeof here.colleague>
      const result = await talk.act(req, account, conversation => {
        found = here.colleague(colleague, account, conversation.municipality)
        return found ? consult(conversation, account, holderNumber, found) : changeRefused('gone')
      })
      if (!found) return late('notHere')
      if (!result.ok) return late(result.why)
      const { id, municipality } = result.conversation
      await audit.append({ who: account, did: 'askedAdvice', conversation: id, municipality, account: found.id })
      return {}
    }),
  )

  change('/conversations/:id/aside', 'talk', words, async ({ account }, { clientId, text }, req) => {
    const result = await inIt(req, account, (conversation, watches) =>
      aside(conversation, { ...named(account), may: watches }, { text, clientId }, talk.contextOf(conversation)),
    )
    return answerOf(result)
  })

  change('/conversations/:id/step-out', 'talk', leaving, async ({ account }, { who }, req) =>
    answerOf(await inIt(req, account, conversation => stepOut(conversation, account, who ?? account.id, talk.contextOf(conversation)))),
  )

  change('/conversations/:id/join', 'oversee', nothing, async ({ account }, _body, req) => {
    const result = await inIt(req, account, conversation => join(conversation, named(account), talk.contextOf(conversation)))
    if (!result.ok) return late(result.why)
    await talk.writeDown(account, 'joined', result.conversation)
    return {}
  })

  /** Of someone who came in. */
  change('/conversations/:id/say-too', 'talk', wordsToo, async ({ account }, { clientId, holderNumber, text }, req) => {
    const result = await inIt(req, account, conversation =>
      seatOf(conversation, account) === 'joined'
        ? say(conversation, account, holderNumber, { text, clientId }, talk.contextOf(conversation))
        : changeRefused('notYours'),
    )
    return answerOf(result)
  })

  const answerOf = (result: Change) => (result.ok ? {} : late(result.why))

  /** Changes a conversation that this counsellor is asked to take over, or has taken over just now. */
  const asAsked = (req: Request, account: Account, decide: (conversation: Conversation) => Change) =>
    inHand(req, conversation => {
      const attended = attendedOf(conversation)
      const asked =
        attended && serves(account, conversation.municipality) && (asks(attended, account) || attended.counsellor.id === account.id)
      // Another of the team was faster: that is no secret to someone who was asked.
      const late = attended && serves(account, conversation.municipality) && account.name !== undefined
      return asked || late ? decide(conversation) : 'refused'
    })

  /** Changes a conversation in which this counsellor has a part, other than being asked. */
  const inIt = (req: Request, account: Account, decide: (conversation: Conversation, watches: boolean) => Change) =>
    inHand(req, conversation => {
      const part = partOf(conversation, account, true)
      return part === undefined || part === 'asked' ? 'refused' : decide(conversation, part === 'watching')
    })

  async function inHand(req: Request, decide: (conversation: Conversation) => Change | 'refused'): Promise<Change> {
    const result = await conversations.change<Change | 'refused'>(idOf(req), conversation => {
      const decided = decide(conversation)
      return decided !== 'refused' && decided.ok ? { value: decided.conversation, result: decided } : { result: decided }
    })
    if (result === undefined || result === 'refused') throw refused()
    return result
  }
}

const named = ({ id, name = '' }: Account) => ({ id, name })
const asColleague = (account: Account) => ({ ...named(account), teams: account.teams ?? [] })

const id = z.string().regex(/^[\w-]{1,100}$/)
const nothing = z.strictObject({ clientId: clientId.optional() })
const ofHolder = z.strictObject({ clientId, holderNumber })
const offering = z.strictObject({
  clientId,
  holderNumber,
  to: z.union([z.strictObject({ counsellor: id }), z.strictObject({ team: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/) })]),
  orElse: z.enum(['sender', 'queue']).default('sender'),
  note: z.string().trim().min(1).max(500).optional(),
})
const consulting = z.strictObject({ clientId, holderNumber, colleague: id })
const text = z.string().trim().min(1).max(2000)
const words = z.strictObject({ clientId, text })
const wordsToo = z.strictObject({ clientId, holderNumber, text })
const leaving = z.strictObject({ clientId: clientId.optional(), who: id.optional() })
