import type { Conversation } from '../../dialogs/conversation.ts'
import type { Sealed } from '../../store/sealed.ts'

/**
 * A conversation for someone who has seen its log up to `watermark`. Who has seen more than is known here comes from another node, whose latest
 * change is still on its way to us: then it is read from the store. undefined: not there.
 */
export async function newest(conversations: Sealed<Conversation>, id: string, watermark: number): Promise<Conversation | undefined> {
  const known = (await conversations.read(id))?.value
  if (known === undefined || watermark <= known.log.length) return known
  return conversations.change(id, conversation => ({ result: conversation }))
}
