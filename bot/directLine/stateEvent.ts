import type { Conversation } from '../../dialogs/conversation.ts'
import { fromOf } from './activity.ts'

/** Who has the word, told beside the log so that a client can show it; one id, so that a client that keeps it keeps the newest. Pure. */
export function stateEvent({ id, holder, ended, seenByCounsellor }: Conversation) {
  return {
    id: `${id}.state`,
    type: 'event',
    name: 'brobygger.state',
    from: fromOf({ who: 'system' }, ''),
    value: {
      holder: holder.who,
      ...(holder.who === 'counsellor' && { name: holder.name }),
      ...(ended && { ended: ended.why }),
      ...(seenByCounsellor !== undefined && { seenByCounsellor }),
    },
  }
}
