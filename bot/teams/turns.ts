import { EventFactory, TurnContext } from 'botbuilder'
import { citizenLeft } from '../../dialogs/citizenLeft.ts'
import type { Conversation, Incoming } from '../../dialogs/conversation.ts'
import { declineFile } from '../../dialogs/hearFile.ts'
import { systemSays } from '../../dialogs/log.ts'
import { isWording, takeBack } from '../../dialogs/takeBack.ts'
import { translator } from '../../locales/translate.ts'
import { handoffValue } from '../hub/handoffValue.ts'
import { kindOf } from '../kindOf.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { type Around, erase, hear, seenByCitizen, start, type Turn } from '../turn.ts'
import { withCode } from '../withCode.ts'
import type { Address, Addresses } from './addresses.ts'
import type { Did, TeamsIncoming } from './incoming.ts'
import type { Outbox } from './outbox.ts'

/** Somebody's talk in Teams, as it was found or begun. */
export interface Met {
  key: string
  address: Address
  conversation: Conversation
  /** Begun just now: the welcome says so. */
  made: boolean
}

export interface Parts {
  addresses: Addresses
  outbox: Outbox
  website: string
}

/** A message in Teams may be longer than one on the web; what is beyond this is not read, and they are told. */
const longestText = 4000

type Saying = Extract<Did, { what: 'wrote' | 'edited' }>

/** The citizen's side of the talk in Teams. What is said back lies in the log when these return; the outbox brings it. */
export function createTurns(services: Services, { addresses, outbox }: Parts) {
  return { meet, wrote, edited, tookBack, reacted, left, say, eraseAll }

  async function meet({ serviceUrl, conversation, citizen, locale }: TeamsIncoming, tenant: string, municipality: string): Promise<Met> {
    const key = addresses.keyOf(tenant, conversation)
    const address = await addresses.meet(key, { serviceUrl, conversation, citizen })
    const wanted = { id: address.conversation, municipality, locale: locale ?? 'da', channel: 'teams' as const, address: key }
    return { key, address, ...(await start(services, wanted)) }
  }

  async function wrote(met: Met, did: Saying & { what: 'wrote' }): Promise<void> {
    const { id, text, file } = did
    if (text === '' && did.choice === undefined) return decline(met, id)
    const choice = did.choice ?? chosenInWords(met.conversation, text)
    if (choice === 'erase') return eraseAll(met)
    const declines: Around = file ? { after: (conversation, context) => declineFile(conversation, `${id}.file`, context) } : {}
    await say(met, { text: text.slice(0, longestText), clientId: id, ...(choice !== undefined && { choice }) }, around(text, declines))
  }

  /** What they wrote before is gone, and what they write now is heard like any other words. */
  async function edited(met: Met, { id, text }: Saying): Promise<void> {
    const { log } = met.conversation
    const before = log.findLast(line => line.from.who === 'citizen' && isWording(line.clientId, id))
    if (text === '' || before?.spoken.text === text) return
    const clientId = `${id}.${(log.at(-1)?.number ?? 0) + 1}`
    const gone: Around = { before: conversation => takeBack(conversation, id, 'edited') }
    await say(met, { text: text.slice(0, longestText), clientId }, around(text, gone))
  }

  async function tookBack({ address }: Met, id: string): Promise<void> {
    await services.conversations.change(address.conversation, before => ({ value: takeBack(before, id, 'deleted'), result: true }))
  }

  /** A thumb on what we said: they have seen it. */
  async function reacted({ address }: Met, to: string): Promise<void> {
    const posted = address.posted.find(({ id }) => id === to)
    if (posted) await seenByCitizen(services, address.conversation, posted.number)
  }

  async function left(key: string): Promise<void> {
    const conversation = (await addresses.read(key))?.conversation
    if (conversation === undefined) return
    await services.conversations.change(conversation, before => ({
      value: citizenLeft(before, services.context(before.municipality, conversation)),
      result: true,
    }))
  }

  async function say({ address }: Met, incoming: Incoming, more?: Around): Promise<Turn> {
    const turn = await hear(services, address.conversation, await withCode(services, incoming), more)
    if (turn.passed) announce(turn)
    return turn
  }

  async function eraseAll({ key, address, conversation }: Met): Promise<void> {
    await addresses.erase(key, address.conversation, conversation.locale)
    await erase(services, address.conversation)
    outbox.erase(key)
  }

  async function decline({ address }: Met, id: string): Promise<void> {
    await services.conversations.change(address.conversation, before => ({
      value: declineFile(before, id, services.context(before.municipality, address.conversation)),
      result: true,
    }))
  }

  function around(text: string, more: Around): Around {
    if (text.length <= longestText) return more
    const { after: then = same } = more
    return {
      ...more,
      after: (conversation, context) =>
        systemSays(then(conversation, context), [{ text: translator(conversation.locale)('teams.tooLong') }], context),
    }
  }

  /** To other hubs inside the house only: Teams gets no event, and they get nothing that leads to somebody there. */
  function announce({ conversation }: Turn): void {
    try {
      const { id } = conversation
      const context = new TurnContext(inside as never, {
        type: 'event',
        channelId: 'brobygger',
        conversation: { id } as never,
        from: { id: 'citizen', name: '' },
      })
      services.handoffEvents.announce(
        EventFactory.createHandoffInitiation(context, handoffValue(conversation, services.context(conversation.municipality, id))),
      )
    } catch (error) {
      services.log.error({ kind: kindOf(error) }, 'a handoff was not announced')
    }
  }
}

/** A context that sends nothing needs no adapter. */
const inside = {}
const same = (conversation: Conversation) => conversation

/** Suggested actions come back as their words, as if they had been written. */
function chosenInWords({ log }: Conversation, text: string): string | undefined {
  const asked = log.findLast(({ from, spoken }) => from.who !== 'citizen' && spoken.choices !== undefined)
  return asked?.spoken.choices?.find(({ title }) => title === text.trim())?.value
}

/** The talk went away between two steps (the clock, another window): once more, with a new one. */
export async function orAnew<R>(how: () => Promise<R>): Promise<R> {
  try {
    return await how()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'ConversationGone') return how()
    throw error
  }
}
