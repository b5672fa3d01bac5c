import type { TalkContext } from '../dialogs/context.ts'
import { createAssess } from '../dialogs/urgency.ts'
import { loadRegistry } from '../registry/load.ts'
import { createMatcher, type OpenMatcher } from '../registry/matcher.ts'
import { openRisk } from '../registry/openRisk.ts'

const dataFolder = new URL('../data/', import.meta.url)

/** What match, assess and explain need: no server, no store. */
export const loadAssess = async () => createAssess(await openRisk(dataFolder))

export async function loadUnderstanding(now = new Date()): Promise<TalkContext & { matcher: OpenMatcher }> {
  const [registry, assess] = await Promise.all([loadRegistry(dataFolder), loadAssess()])
  return { registry, matcher: createMatcher(registry), assess, now, newId: () => '', counsellors: { present: 0 } }
}
