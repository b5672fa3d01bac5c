import { join } from 'node:path'
import type { Conversation } from '../../dialogs/conversation.ts'
import { createErasedMarks } from '../../store/erasedMarks.ts'
import type { Sealed } from '../../store/sealed.ts'
import type { Config } from '../config.ts'

/** Where the marks of what was erased lie: beside the store, and not in it, since a restore begins with an empty one. */
export const erasedFolder = ({ data }: Pick<Config, 'data'>): string => join(data, 'erased')

/**
 * The same conversations; what is erased is marked first, so that a restore of an older backup does not bring it back. Erasing never waits for a mark
 * that cannot be written: a full disk must keep nobody's words.
 */
export function rememberErased(
  conversations: Sealed<Conversation>,
  parts: { config: Pick<Config, 'data'>; masterKey: Buffer; now(): Date },
): Sealed<Conversation> {
  const marks = createErasedMarks(erasedFolder(parts.config), parts.masterKey, parts.now)
  return {
    ...conversations,
    async forget(id) {
      await marks.add(id).catch(() => undefined)
      await conversations.forget(id)
    },
  }
}
