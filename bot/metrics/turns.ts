import type { Activity } from 'botbuilder'
import { Refusal } from '../refusal.ts'
import type { Metrics } from './metrics.ts'

/** The same way in; each turn is counted and timed. */
export function countTurns<O>(receive: (activity: Partial<Activity>) => Promise<O>, { turns }: Pick<Metrics, 'turns'>) {
  return async (activity: Partial<Activity>): Promise<O> => {
    const done = turns.startTimer({ kind: kinds.find(kind => kind === activity.type) ?? 'other' })
    try {
      const came = await receive(activity)
      done({ outcome: 'done' })
      return came
    } catch (error) {
      done({ outcome: error instanceof Refusal ? 'refused' : 'failed' })
      throw error
    }
  }
}

const kinds = ['message', 'conversationUpdate', 'event', 'typing']
