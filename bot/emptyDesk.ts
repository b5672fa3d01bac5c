import type { TalkContext } from '../dialogs/context.ts'
import { createAssess } from '../dialogs/urgency.ts'
import { loadRegistry } from '../registry/load.ts'
import { createMatcher } from '../registry/matcher.ts'
import { openRisk } from '../registry/openRisk.ts'
import { newId } from './newId.ts'
import { dataFolder } from './services.ts'

/** What a conversation may know where no server runs: the registry, and nobody at the desk. */
export async function emptyDesk(): Promise<TalkContext> {
  const [registry, risk] = await Promise.all([loadRegistry(dataFolder), openRisk(dataFolder)])
  return {
    registry,
    matcher: createMatcher(registry),
    assess: createAssess(risk),
    now: new Date(),
    newId,
    counsellors: { present: 0 },
  }
}
