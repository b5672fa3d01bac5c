import { EventEmitter } from 'node:events'
import type { Activity } from 'botbuilder'

/**
 * handoff.initiate and handoff.status as Bot Framework words them (reference/handoff-events.md), announced inside the house only: another hub
 * can listen here; the widget never gets them, since Web Chat would print a notice, and neither does Teams, which answers them with 400.
 */
export interface HandoffEvents {
  announce(event: Partial<Activity>): void
  listen(onEvent: (event: Partial<Activity>) => void): () => void
}

export function createHandoffEvents(): HandoffEvents {
  const bus = new EventEmitter().setMaxListeners(0)
  return {
    announce: event => void bus.emit('event', event),
    listen(onEvent) {
      bus.on('event', onEvent)
      return () => bus.off('event', onEvent)
    },
  }
}
