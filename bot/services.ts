import { join } from 'node:path'
import type { Logger } from 'pino'
import { type Desk, openDesk } from '../desk/desk.ts'
import { loadDeskHours } from '../desk/hours.ts'
import type { TalkContext } from '../dialogs/context.ts'
import type { Conversation } from '../dialogs/conversation.ts'
import { type Assess, createAssess } from '../dialogs/urgency.ts'
import { loadRegistry } from '../registry/load.ts'
import { loadRisk } from '../registry/loadRisk.ts'
import { createMatcher } from '../registry/matcher.ts'
import type { Matcher } from '../registry/matching.ts'
import type { Registry } from '../registry/registry.ts'
import { openLowdbStore } from '../store/lowdbStore.ts'
import type { Sealed } from '../store/sealed.ts'
import { createSealed } from '../store/sealedDocuments.ts'
import { createSealer, type Sealer } from '../store/sealing.ts'
import type { Store } from '../store/store.ts'
import { type Changes, followChanges } from './changes.ts'
import type { Config } from './config.ts'
import { createHandoffEvents, type HandoffEvents } from './handoffEvents.ts'
import { createLog } from './log.ts'
import { masterKey } from './masterKey.ts'
import { newId } from './newId.ts'
import { createTyping, type Typing } from './typing.ts'

/** All that the edges are built from, named and handed in: createServer(services) makes a server of it, tests make their own. */
export interface Services {
  config: Config
  log: Logger
  masterKey: Buffer
  registry: Registry
  matcher: Matcher
  assess: Assess
  store: Store
  sealer: Sealer
  conversations: Sealed<Conversation>
  /** Every conversation's newest state after each durable change; undefined: forgotten. Streams, desk and sweeper live on it. */
  changes: Changes
  /** Who types right now, citizen and counsellor; never stored. */
  typing: Typing
  /** The passing of conversations in Bot Framework's words, for another hub to listen to. */
  handoffEvents: HandoffEvents
  desk: Desk
  now(): Date
  /** 144 random bits, in letters, digits, - and _. */
  newId(): string
  /** What a change of a conversation of this municipality may know; with the conversation's id also how many wait before it. */
  context(municipality: string, conversation?: string): TalkContext
  close(): Promise<void>
}

export const dataFolder = new URL('../data/', import.meta.url)

/** Opens everything. Throws where settings, registry or data folder are not as they must be, with all that is wrong. */
export async function openServices(config: Config, now = () => new Date()): Promise<Services> {
  const [key, registry, risk, hours] = await Promise.all([
    masterKey(config),
    loadRegistry(dataFolder),
    loadRisk(dataFolder),
    loadDeskHours(new URL('desk.json', dataFolder)),
  ])
  const log = createLog(config)
  const matcher = createMatcher(registry)
  const assess = createAssess(risk)
  const store = await openLowdbStore(join(config.data, 'store'))
  const sealer = createSealer(key)
  const conversations = createSealed<Conversation>(store, sealer, 'conversations')
  const changes = followChanges(conversations, log)
  const desk = await openDesk({ store, conversations, follow: changes.listen, hours, now })
  return {
    config,
    log,
    masterKey: key,
    registry,
    matcher,
    assess,
    store,
    sealer,
    conversations,
    changes,
    typing: createTyping(),
    handoffEvents: createHandoffEvents(),
    desk,
    now,
    newId,
    context: (municipality, conversation) => ({
      registry,
      matcher,
      assess,
      now: now(),
      newId,
      counsellors: {
        ...desk.counsellors(municipality, conversation),
        waitingAheadAs: place => desk.waitingAhead(municipality, conversation, place),
      },
    }),
    async close() {
      desk.close()
      changes.close()
      await store.close()
    },
  }
}
