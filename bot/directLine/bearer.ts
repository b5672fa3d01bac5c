import type { Request } from 'restify'
import type { Conversation } from '../../dialogs/conversation.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { newest } from './newest.ts'
import { type Claims, graceSeconds, type Tokens } from './tokens.ts'

/** Who may do what with a conversation, by the token a request bears. Each throws Refusal. */
export interface Bearer {
  /** The bearer of a token, for its own conversation. Whatever is wrong is answered alike: nobody learns which conversations there are. */
  holder(req: Request, id?: string): Claims
  /** The same, but a laptop that slept past its token comes back as long as its conversation is there. */
  returning(req: Request, id?: string): Promise<Claims>
  /** `watermark`: up to where its log is known to whoever asks. */
  existing(id: string, watermark?: number): Promise<Conversation>
}

export function createBearer({ conversations }: Pick<Services, 'conversations'>, tokens: Tokens): Bearer {
  function holder(req: Request, id?: string, grace = 0): Claims {
    const claims = tokens.read(/^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '', grace)
    if (claims === undefined || (id !== undefined && id !== claims.conv)) throw new Refusal(403, 'BadToken')
    return claims
  }

  async function existing(id: string, watermark = 0): Promise<Conversation> {
    const conversation = await newest(conversations, id, watermark)
    if (conversation === undefined) throw new Refusal(404, 'ConversationGone')
    return conversation
  }

  return {
    holder: (req, id) => holder(req, id),
    async returning(req, id) {
      const claims = holder(req, id, graceSeconds)
      if (id !== undefined || !tokens.isFresh(claims)) await existing(claims.conv)
      return claims
    },
    existing,
  }
}
