import type { TalkContext } from '../../dialogs/context.ts'
import { newId } from '../newId.ts'
import { readUnderstanding } from '../understanding.ts'

/** What a conversation may know where no server runs: the registry, and nobody at the desk. */
export const emptyDesk = async (): Promise<TalkContext> => ({
  ...(await readUnderstanding()),
  now: new Date(),
  newId,
  counsellors: { present: 0 },
})
