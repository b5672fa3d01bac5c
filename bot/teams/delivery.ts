import { citizenLeft } from '../../dialogs/citizenLeft.ts'
import { translator } from '../../locales/translate.ts'
import { kindOf } from '../kindOf.ts'
import type { Services } from '../services.ts'
import type { Address, Addresses } from './addresses.ts'
import type { TeamsConnector } from './connector.ts'
import { asWords, nextPost } from './outgoing.ts'
import { Undelivered } from './undelivered.ts'

/** What the delivery of one talk asks of whoever decides when it is done. */
export interface Pace {
  /** No: this process stops. */
  goesOn(): boolean
  arrived(key: string): void
  lookAgain(key: string, milliseconds: number): void
}

type Door = Pick<Services, 'conversations' | 'context' | 'now' | 'log' | 'metrics'>
type Activity = Parameters<TeamsConnector['send']>[2]

const hour = 60 * 60_000

/** Brings one talk's lines to Teams, or takes away what was erased, until all is there. Throws Undelivered where something must wait. */
export function createDelivery(
  door: Door,
  { addresses, connector, website }: { addresses: Addresses; connector: TeamsConnector; website: string },
  pace: Pace,
): (key: string) => Promise<void> {
  const { conversations, metrics, log } = door
  return deliver

  async function deliver(key: string): Promise<void> {
    while (pace.goesOn()) {
      const address = await addresses.read(key)
      if (address === undefined) return
      if (address.erasing) {
        await takeAway(key, address, address.erasing)
        continue
      }
      const conversation = (await conversations.read(address.conversation))?.value
      if (conversation === undefined) return letGo(key, address)
      if (conversation.ended?.why === 'left') return
      const post = nextPost(conversation, address.sent, { citizen: address.reference.citizen, website })
      if (post === undefined) return
      for (const [i, activity] of post.activities.entries()) {
        if (i < address.part) continue
        const said = Date.parse(conversation.log[post.upTo - 1]?.at ?? '')
        const id = await bring(address, activity, door.now().getTime() - said > hour)
        if (id === 'blocked') return leave(address.conversation)
        pace.arrived(key)
        const whole = i === post.activities.length - 1
        const goesOn = await addresses.change(key, address.conversation, before => ({
          ...before,
          ...(whole ? { sent: post.upTo, part: 0 } : { part: i + 1 }),
          posted: id === undefined ? before.posted : [...before.posted, { number: post.upTo, id }],
        }))
        if (!goesOn) {
          if (id !== undefined) await alsoTakeAway(key, id)
          break
        }
      }
    }
  }

  /** The id in Teams; undefined: given up. Throws Undelivered where it is to be tried again. */
  async function bring({ reference }: Address, activity: Activity, late: boolean): Promise<string | 'blocked' | undefined> {
    const send = (what: Activity) => connector.send(reference.serviceUrl, reference.conversation, what)
    try {
      const id = await send(activity).catch(async error => {
        if (!isRefusal(error) || !activity.attachments) throw error
        const plain = await send(asWords(activity))
        metrics.teamsMessages.inc({ outcome: 'asWords' })
        return plain
      })
      metrics.teamsMessages.inc({ outcome: 'delivered' })
      return id
    } catch (error) {
      if (isBlocked(error)) return 'blocked'
      if (!late && !isRefusal(error)) {
        metrics.teamsMessages.inc({ outcome: 'tried' })
        throw error
      }
      metrics.teamsMessages.inc({ outcome: 'givenUp' })
      log.error({ kind: kindOf(error), status: error instanceof Undelivered ? error.status : undefined }, 'a message to Teams was given up')
      return undefined
    }
  }

  async function leave(conversation: string) {
    metrics.teamsMessages.inc({ outcome: 'blocked' })
    await conversations.change(conversation, before => ({
      value: citizenLeft(before, door.context(before.municipality, conversation)),
      result: true,
    }))
  }

  /** It was erased while this was on its way. */
  async function alsoTakeAway(key: string, id: string) {
    const conversation = (await addresses.read(key))?.conversation
    if (conversation === undefined) return
    await addresses.change(key, conversation, before =>
      before.erasing ? { ...before, erasing: { ...before.erasing, left: [...before.erasing.left, id] } } : before,
    )
  }

  /** What we wrote in Teams, then a last word. What cannot be taken away for an hour stays there. */
  async function takeAway(key: string, address: Address, erasing: NonNullable<Address['erasing']>) {
    const { left, locale, at } = erasing
    await conversations.forget(erasing.conversation) // where whoever began died before that
    const { serviceUrl, conversation } = address.reference
    const late = door.now().getTime() - Date.parse(at) > hour
    const [id, ...others] = left
    if (id !== undefined) {
      await connector.remove(serviceUrl, conversation, id).then(
        () => metrics.teamsMessages.inc({ outcome: 'removed' }),
        error => {
          if (!late && !isRefusal(error) && !isBlocked(error)) throw error
        },
      )
      return void (await change({ ...erasing, left: others }))
    }
    const last = { type: 'message', locale, textFormat: 'markdown', text: translator(locale)('teams.erased') }
    await bring(address, last, late)
    await change(undefined)
    pace.arrived(key)

    function change(erasing: Address['erasing']) {
      return addresses.change(key, address.conversation, ({ erasing: _, ...before }) => ({ ...before, ...(erasing && { erasing }) }))
    }
  }

  /** The talk is forgotten: so is how they were reached. One that is being made is let be. */
  async function letGo(key: string, { since }: Address) {
    if (door.now().getTime() - Date.parse(since) > making) return addresses.forget(key)
    pace.lookAgain(key, making)
  }
}

/** Milliseconds between an address and its conversation, at most. */
const making = 15_000

/** Teams will never take it: as it is, that is. */
const isRefusal = (error: unknown) => error instanceof Undelivered && (error.status === 400 || error.status === 413 || error.status === 415)

/** The citizen blocked the bot, removed the app, or is no more. */
const isBlocked = (error: unknown) => error instanceof Undelivered && (error.status === 403 || error.status === 404)
