import { randomUUID } from 'node:crypto'
import type { Call, Connector, Sent } from './connector.ts'

/** Somebody in Teams: what they do comes to the bot as Teams sends it, and what the bot does they see as Teams shows it. */
export interface Parent {
  id: string
  conversation: string
  install(): Promise<number>
  uninstall(): Promise<number>
  /** The id of the message. */
  say(text: string, more?: object): Promise<{ id: string; status: number }>
  post(activity: object): Promise<{ status: number; body: unknown }>
  /** An activity as Teams would send it now, not sent yet. */
  activity(more: object): Record<string, unknown>
  /** Presses the newest button with this choice; the answer to the invoke. */
  press(choice: string, data?: object): Promise<CardAnswer>
  /** What Teams asks when the card comes into view again. */
  look(card: Record<string, unknown>): Promise<CardAnswer>
  react(to: string, type?: string): Promise<number>
  edit(id: string, text: string): Promise<number>
  remove(id: string): Promise<number>
  /** What stands in the chat from the bot, in order: removed is gone, changed is as it is now. */
  sees(): Call[]
  /** The words of all that, as a person reads them: texts and what stands on cards. */
  reads(): string[]
  /** Resolves when they have read what fits. */
  until(holds: (reads: string[]) => boolean): Promise<void>
  /** The buttons of the newest message that has any. */
  buttons(): { title: string; choice: string; line: string; data: Record<string, unknown> }[]
}

export interface CardAnswer {
  status: number
  body: { statusCode: number; type: string; value: Record<string, unknown> }
}

let count = 0

export function openParent(connector: Connector, bot: () => string, { locale = 'da-DK', name = 'Annegrethe Forælder' } = {}): Parent {
  const me = { id: `29:${randomUUID()}`, name, aadObjectId: randomUUID() }
  const conversation = `a:${randomUUID().replaceAll('-', '')}_${++count}`
  let said = 0
  let token: Promise<string> | undefined

  const parent: Parent = {
    id: me.id,
    conversation,
    install: async () => {
      const first = await parent.post({ type: 'conversationUpdate', membersAdded: [{ id: `28:${connector.appId}` }, { id: me.id }] })
      const second = await parent.post({ type: 'installationUpdate', action: 'add' })
      return Math.max(first.status, second.status)
    },
    uninstall: async () => (await parent.post({ type: 'installationUpdate', action: 'remove' })).status,
    async say(text, more = {}) {
      const id = String(1_600_000_000_000 + count * 100_000 + ++said)
      const html = { contentType: 'text/html', content: `<p>${text}</p>` }
      const { status } = await parent.post({ type: 'message', id, text, textFormat: 'plain', attachments: [html], ...more })
      return { id, status }
    },
    async post(activity) {
      token ??= connector.token()
      return connector.deliver(bot(), 'serviceUrl' in activity ? activity : parent.activity(activity), await token)
    },
    activity: more => ({
      id: `f:${randomUUID()}`,
      timestamp: new Date().toISOString(),
      localTimestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: connector.serviceUrl,
      from: me,
      conversation: { conversationType: 'personal', tenantId: connector.tenant, id: conversation },
      recipient: { id: `28:${connector.appId}`, name: 'Brobygger' },
      entities: [{ type: 'clientInfo', locale, country: 'DK', platform: 'Windows', timezone: 'Europe/Copenhagen' }],
      channelData: { tenant: { id: connector.tenant } },
      locale,
      ...more,
    }),
    async press(choice, data = {}) {
      const button = parent.buttons().find(one => one.choice === choice)
      if (button === undefined) throw new Error(`no button ${choice}; there are: ${parent.buttons().map(one => one.choice)}`)
      return invoke({ ...button.data, ...data }, 'manual')
    },
    look: card => invoke(refreshOf(card), 'automatic'),
    react: async (to, type = 'like') => (await parent.post({ type: 'messageReaction', replyToId: to, reactionsAdded: [{ type }] })).status,
    edit: async (id, text) =>
      (await parent.post({ type: 'messageUpdate', id, text, channelData: { eventType: 'editMessage', tenant: { id: connector.tenant } } }))
        .status,
    remove: async id =>
      (await parent.post({ type: 'messageDelete', id, channelData: { eventType: 'softDeleteMessage', tenant: { id: connector.tenant } } }))
        .status,
    sees() {
      const shown = new Map<string, Call>()
      for (const call of connector.taken) {
        if (call.conversation !== conversation || call.what === 'typing') continue
        if (call.what === 'delete') shown.delete(call.id)
        else shown.set(call.id, call)
      }
      return [...shown.values()]
    },
    reads: () => parent.sees().map(({ activity }) => wordsOf(activity)),
    until: holds => connector.until(() => holds(parent.reads())),
    buttons: () =>
      parent
        .sees()
        .toReversed()
        .map(({ activity }) => buttonsOf(activity))
        .find(buttons => buttons.length > 0) ?? [],
  }
  return parent

  async function invoke(data: unknown, trigger: 'manual' | 'automatic'): Promise<CardAnswer> {
    const value = { action: { type: 'Action.Execute', verb: 'brobygger', data }, trigger }
    return (await parent.post({ type: 'invoke', name: 'adaptiveCard/action', value })) as CardAnswer
  }
}

type Node = Record<string, unknown>

/** Everything written on a message, in order. */
export function wordsOf(activity: Sent): string {
  return [plain(activity.text ?? ''), ...cardsOf(activity).map(cardWords)].filter(words => words !== '').join('\n')
}

export function cardWords(card: Node): string {
  const words: string[] = []
  walk(card.body, node => {
    for (const name of ['text', 'title', 'value', 'label']) if (typeof node[name] === 'string') words.push(plain(node[name]))
  })
  return words.join('\n')
}

/** Markdown's signs gone, as it is shown. */
const plain = (text: string) => text.replace(/\\([\\`*_{}[\]()#+\-.!~>|<])/g, '$1')

export function buttonsOf(activity: Sent): { title: string; choice: string; line: string; data: Node }[] {
  const found: ReturnType<typeof buttonsOf> = []
  for (const card of cardsOf(activity)) {
    walk([card.body, card.actions], node => {
      const data = node.data as Node | undefined
      if (node.type === 'Action.Execute' && data)
        found.push({ title: String(node.title), choice: String(data.choice ?? 'picked'), line: String(data.line), data })
    })
  }
  return found
}

export const cardsOf = ({ attachments = [] }: Sent): Node[] =>
  attachments.filter(({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive').map(({ content }) => content)

const refreshOf = (card: Node) => ((card.refresh as Node | undefined)?.action as Node | undefined)?.data

function walk(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const part of node) walk(part, see)
  } else if (typeof node === 'object' && node !== null) {
    see(node as Node)
    for (const [name, part] of Object.entries(node)) if (name !== 'data') walk(part, see)
  }
}
