import { EventEmitter } from 'node:events'
import { z } from 'zod'
import type { Call, Connector } from '../connector.ts'
import { cardsOf, openParent, type Parent } from '../parent.ts'

/** What stands in the chat now, as Teams would show it. */
export interface Shown {
  locale: string
  typing: boolean
  messages: Message[]
}

export interface Message {
  id: string
  by: 'me' | 'bot'
  text: string
  cards: Record<string, unknown>[]
  /** What may be said with one press. */
  suggested: string[]
}

/** What one can do in the page. */
export type Doing = z.infer<typeof doing>
const id = z.string().min(1)
const doing = z.discriminatedUnion('do', [
  z.object({ do: z.literal('begin'), locale: z.enum(['da-DK', 'en-GB']) }),
  z.object({ do: z.literal('say'), text: z.string().min(1) }),
  z.object({ do: z.literal('edit'), id, text: z.string().min(1) }),
  z.object({ do: z.literal('remove'), id }),
  z.object({ do: z.literal('like'), id }),
  z.object({ do: z.literal('invoke'), verb: z.string(), data: z.unknown(), trigger: z.enum(['manual', 'automatic']) }),
])

/** The chat of one parent with the bot at this address. */
export function openChat(connector: Connector, bot: string) {
  const news = new EventEmitter().setMaxListeners(0)
  let locale = 'da-DK'
  let parent = openParent(connector, () => bot, { locale })
  let mine = new Map<string, { text: string; at: number }>()
  // Asked again at each call of the bot; it never holds.
  void connector.until(() => news.emit('news') && false)
  return { act, watch }

  /** Throws ZodError where it is nothing that can be done. What the bot answered, where it is an invoke. */
  async function act(given: unknown): Promise<{ status: number; body?: unknown }> {
    const wanted = doing.parse(given)
    const answered = await done(wanted)
    news.emit('news')
    return answered
  }

  async function done(wanted: Doing): Promise<{ status: number; body?: unknown }> {
    switch (wanted.do) {
      case 'begin':
        if (mine.size > 0 || parent.sees().length > 0) await parent.uninstall()
        locale = wanted.locale
        mine = new Map()
        parent = openParent(connector, () => bot, { locale })
        return { status: await parent.install() }
      case 'say':
        return say(wanted.text)
      case 'edit':
        mine.set(wanted.id, { at: mine.get(wanted.id)?.at ?? 0, text: wanted.text })
        return { status: await parent.edit(wanted.id, wanted.text) }
      case 'remove':
        mine.delete(wanted.id)
        return { status: await parent.remove(wanted.id) }
      case 'like':
        return { status: await parent.react(wanted.id) }
      case 'invoke': {
        const { trigger, verb, data } = wanted
        return parent.post({
          type: 'invoke',
          name: 'adaptiveCard/action',
          value: { action: { type: 'Action.Execute', verb, data }, trigger },
        })
      }
    }
  }

  async function say(text: string): Promise<{ status: number }> {
    const at = connector.calls.length - 0.5 // after what has come, before what comes
    const { id, status } = await parent.say(text)
    mine.set(id, { text, at })
    return { status }
  }

  /** Calls it now and whenever something changed; returns how to end that. */
  function watch(see: (shown: Shown) => void): () => void {
    const look = () => see(shown(connector, parent, locale, mine))
    news.on('news', look)
    look()
    return () => news.off('news', look)
  }
}

function shown(connector: Connector, parent: Parent, locale: string, mine: Map<string, { text: string; at: number }>): Shown {
  const sentAt = ({ id }: Call) => connector.taken.find(call => call.id === id)?.at ?? 0
  const own = [...mine].map(([id, { text, at }]) => ({ at, message: { id, by: 'me' as const, text, cards: [], suggested: [] } }))
  const theirs = parent.sees().map(call => ({ at: sentAt(call), message: fromBot(call) }))
  const last = connector.taken.findLast(({ conversation }) => conversation === parent.conversation)
  const messages = [...own, ...theirs].toSorted((one, other) => one.at - other.at).map(({ message }) => message)
  return { locale, typing: last?.what === 'typing', messages }
}

const fromBot = ({ id, activity }: Call): Message => ({
  id,
  by: 'bot',
  text: activity.text ?? '',
  cards: cardsOf(activity),
  suggested: activity.suggestedActions?.actions.map(({ value }) => value) ?? [],
})
