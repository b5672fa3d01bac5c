import type { TalkContext } from '../dialogs/context.ts'
import { createAssess } from '../dialogs/urgency.ts'
import { loadRegistry } from '../registry/load.ts'
import { createMatcher, type OpenMatcher } from '../registry/matcher.ts'
import { openRisk } from '../registry/openRisk.ts'

const dataFolder = new URL('../data/', import.meta.url)

/** What match, assess and explain need: no server, no store. */
export const loadAssess = async () => createAssess(await openRisk(dataFolder))

export type Understanding = Pick<TalkContext, 'registry' | 'assess'> & { matcher: OpenMatcher }

/** What words are understood by: the same for every server of a process. `tell`: how far the reading is. */
export async function readUnderstanding(tell?: Parameters<typeof loadRegistry>[1]): Promise<Understanding> {
  const [registry, assess] = await Promise.all([loadRegistry(dataFolder, tell), loadAssess()])
  return { registry, matcher: createMatcher(registry), assess }
}

export async function loadUnderstanding(now = new Date()): Promise<TalkContext & Understanding> {
  return { ...(await readUnderstanding()), now, newId: () => '', counsellors: { present: 0 } }
}
