import { z } from 'zod'

/** What somebody did in Teams, read strictly from what the fence let in; what has no meaning for us is `nothing`. */
export interface TeamsIncoming {
  did: Did
  /** Between them and the bot alone; else a group or a channel, where nobody is answered but to be asked to write privately. */
  personal: boolean
  locale: 'da' | 'en' | undefined
  serviceUrl: string
  conversation: string
  citizen: string
}

export type Did =
  | { what: 'began' }
  | { what: 'left' }
  | { what: 'wrote'; id: string; text: string; choice?: string; file: boolean }
  | { what: 'edited'; id: string; text: string }
  | { what: 'tookBack'; id: string }
  | { what: 'reacted'; to: string }
  | { what: 'typed' }
  /** A button on a card: the line it belongs to, and which. */
  | { what: 'pressed'; line: string; choice: string | undefined }
  /** The card came into view again. */
  | { what: 'looked'; line: string }
  /** A question to the bot that it does not know: sign-in, message extensions, tabs. */
  | { what: 'invoked' }
  | { what: 'nothing' }

/** Throws ZodError where the activity has another shape than Teams gives it. */
export function readTeamsActivity(body: unknown): TeamsIncoming {
  const activity = shape.parse(body)
  const { conversation, from, serviceUrl, locale } = activity
  const spoken = activity.entities?.find(({ type }) => type === 'clientInfo')?.locale
  return {
    did: didOf(activity),
    personal: conversation.conversationType === undefined ? conversation.isGroup !== true : conversation.conversationType === 'personal',
    locale: localeOf(locale ?? spoken),
    serviceUrl,
    conversation: conversation.id,
    citizen: from.id,
  }
}

function didOf(activity: Shape): Did {
  switch (activity.type) {
    case 'message':
      return wrote(activity)
    case 'messageUpdate':
      return activity.channelData?.eventType === 'editMessage' || activity.channelData?.eventType === 'undeleteMessage'
        ? { what: 'edited', id: activity.id, text: words(activity) }
        : { what: 'nothing' }
    case 'messageDelete':
      return { what: 'tookBack', id: activity.id }
    case 'messageReaction':
      return activity.replyToId !== undefined && (activity.reactionsAdded?.length ?? 0) > 0
        ? { what: 'reacted', to: activity.replyToId }
        : { what: 'nothing' }
    case 'conversationUpdate':
      return activity.membersAdded?.some(({ id }) => id === activity.recipient.id) ? { what: 'began' } : { what: 'nothing' }
    case 'installationUpdate':
      return activity.action?.startsWith('remove') ? { what: 'left' } : { what: 'began' }
    case 'typing':
      return { what: 'typed' }
    case 'invoke':
      return activity.name === 'adaptiveCard/action' ? pressed(activity.value) : { what: 'invoked' }
    default:
      return { what: 'nothing' }
  }
}

function wrote(activity: Shape): Did {
  const { id, attachments = [] } = activity
  const text = words(activity)
  // The words in HTML come along as an attachment of their own.
  const file = attachments.some(({ contentType }) => !/^text\/(html|plain)/.test(contentType))
  const choice = chosen.safeParse(activity.value).data?.choice
  if (text === '' && !file && choice === undefined) return { what: 'nothing' }
  return { what: 'wrote', id, text, file, ...(choice !== undefined && { choice }) }
}

function pressed(value: unknown): Did {
  const { action, trigger } = invoked.parse(value)
  const { line, choice, picked } = action.data
  if (trigger === 'automatic' || action.verb === 'brobygger.look') return { what: 'looked', line }
  return { what: 'pressed', line, choice: picked ?? choice }
}

/** As they wrote it: without the bot's own name, others' names as names, and no signs of HTML. */
function words({ text = '', entities = [], recipient }: Shape): string {
  const ours = entities.flatMap(entity => (entity.type === 'mention' && entity.mentioned?.id === recipient.id ? [entity.text ?? ''] : []))
  const without = ours.reduce((left, mention) => (mention === '' ? left : left.replaceAll(mention, ' ')), text)
  return decoded(without.replace(/<at[^>]*>(.*?)<\/at>/g, '$1'))
    .replace(/[\u00a0\t ]+/g, ' ')
    .trim()
}

const decoded = (text: string) =>
  text.replace(
    /&(nbsp|lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ nbsp: ' ', lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? '',
  )

const localeOf = (tag: string | undefined): 'da' | 'en' | undefined =>
  tag === undefined ? undefined : /^(da|nb|nn|no|sv|kl|fo)\b/i.test(tag) ? 'da' : 'en'

const short = z.string().max(500)
const member = z.looseObject({ id: short })

type Shape = z.infer<typeof shape>
const shape = z.looseObject({
  type: short,
  id: short.default(''),
  serviceUrl: short,
  from: member,
  recipient: member,
  conversation: z.looseObject({ id: short, conversationType: short.optional(), isGroup: z.boolean().optional() }),
  channelData: z.looseObject({ eventType: short.optional() }).nullish(),
  locale: short.optional(),
  text: z
    .string()
    .nullish()
    .transform(text => text ?? undefined),
  value: z.unknown().optional(),
  name: short.optional(),
  action: short.optional(),
  replyToId: short.optional(),
  attachments: z.array(z.looseObject({ contentType: short })).optional(),
  membersAdded: z.array(member).optional(),
  reactionsAdded: z.array(z.looseObject({ type: short })).optional(),
  entities: z
    .array(
      z.looseObject({
        type: short,
        locale: short.optional(),
        text: z.string().optional(),
        mentioned: z.looseObject({ id: short }).optional(),
      }),
    )
    .optional(),
})

const chosen = z.object({ choice: short })
const invoked = z.looseObject({
  trigger: short.optional(),
  action: z.looseObject({
    verb: short.optional(),
    data: z.looseObject({ line: short, choice: short.optional(), picked: short.optional() }),
  }),
})
