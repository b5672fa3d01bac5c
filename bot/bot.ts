import type { Activity } from 'botbuilder'
import { Brobygger, type Outcome, outcome } from './brobygger.ts'
import { DirectLineAdapter } from './directLine/directLineAdapter.ts'
import { followHandoffs } from './hub/handoffStatus.ts'
import type { Services } from './services.ts'

/** The bot behind its Direct Line adapter: an activity in, what came of it out. Throws Refusal for what the conversation does not take. */
export function createBot(services: Services) {
  const bot = new Brobygger(services)
  const adapter = new DirectLineAdapter(services)

  async function receive(activity: Partial<Activity>): Promise<Outcome> {
    const { turnState } = await adapter.process(activity, context => bot.run(context))
    return turnState.get<Outcome | undefined>(outcome) ?? { id: activity.id ?? '' }
  }

  const close = followHandoffs(services.changes, async status => void (await receive(status)), services.log)
  return { receive, close }
}
