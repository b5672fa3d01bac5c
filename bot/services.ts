import { hkdfSync } from 'node:crypto'
import type { Logger } from 'pino'
import { type AuditLog, openAuditLog } from '../desk/auditLog.ts'
import { type Codes, createCodes } from '../desk/codes.ts'
import { type Counts, createCounts } from '../desk/counts.ts'
import { type Courses, createCourses } from '../desk/courses.ts'
import { type Desk, openDesk } from '../desk/desk.ts'
import { checkDeskSettings, loadDeskSettings } from '../desk/deskSettings.ts'
import { alone, type Duty } from '../desk/duty.ts'
import { createFirstSteps, type FirstSteps } from '../desk/firstSteps.ts'
import { createProviderSessions, type ProviderSessions } from '../desk/providerSessions.ts'
import { openSeats, type Seats } from '../desk/seats.ts'
import { createSecondFactors, type SecondFactors } from '../desk/totp.ts'
import type { TalkContext } from '../dialogs/context.ts'
import type { Conversation } from '../dialogs/conversation.ts'
import type { Course } from '../dialogs/course.ts'
import type { Assess, Level } from '../dialogs/urgency.ts'
import type { Matcher } from '../registry/matching.ts'
import type { Registry } from '../registry/registry.ts'
import { seekLease } from '../store/leases.ts'
import type { Sealed } from '../store/sealed.ts'
import { createSealed } from '../store/sealedDocuments.ts'
import { createSealer, type Sealer } from '../store/sealing.ts'
import { noOthers, type Signals } from '../store/signals.ts'
import type { Store } from '../store/store.ts'
import { type Changes, followChanges } from './changes.ts'
import type { Config } from './config.ts'
import { countNeeds } from './countNeeds.ts'
import { createFlood, type Flood } from './flood.ts'
import { createDeskHub } from './hub/deskHub.ts'
import { createHandoffEvents, type HandoffEvents } from './hub/handoffEvents.ts'
import type { Hub } from './hub/hub.ts'
import { createWebhookHub } from './hub/webhookHub.ts'
import { kindOf } from './kindOf.ts'
import { createLog } from './log.ts'
import { countConversations, countFailures } from './metrics/conversations.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { countStore } from './metrics/store.ts'
import { newId } from './newId.ts'
import { findProvider, type Provider } from './oidc/oidc.ts'
import { refuseHalfMoved } from './opening/halfMoved.ts'
import { masterKey } from './opening/masterKey.ts'
import { openStore } from './opening/openStore.ts'
import { refuseOtherKey } from './opening/otherKey.ts'
import { createReadiness, type Readiness } from './opening/readiness.ts'
import { rememberErased } from './opening/rememberErased.ts'
import { createProgress } from './progress.ts'
import { terminalWords } from './terminal.ts'
import { createTyping, type Typing } from './typing.ts'
import { readUnderstanding, type Understanding } from './understanding.ts'
import { type Clock, systemClock } from './upkeep/clock.ts'
import { type DueTimes, followDueTimes } from './upkeep/dueTimes.ts'
import { startUpkeep } from './upkeep/upkeep.ts'

/** All that the edges are built from, named and handed in: createServer(services) makes a server of it, tests make their own. */
export interface Services {
  config: Config
  log: Logger
  /** What is counted; nothing of a person in it. */
  metrics: Metrics
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
  /** Where handoffs go: the first that serves the municipality. Our own desk is the last of them. */
  hubs: Hub[]
  /** Who did what at the desk. */
  audit: AuditLog
  /** What the coordinator reads: counts by month, nothing of a person in them. */
  counts: Counts
  /** What lies behind the codes of four words. */
  codes: Codes
  courses: Courses
  /** Cards to partners, and what came of them. */
  firstSteps: FirstSteps
  seats: Seats
  /** Evens out how many codes may be tried, right or wrong: one in two seconds on this node, after a burst. */
  codeTries: Flood
  /** Where counsellors sign in, if the organisation has an identity provider. */
  provider: Provider | undefined
  secondFactors: SecondFactors
  providerSessions: ProviderSessions
  /** When the clock must look at which conversation. */
  dueTimes: DueTimes
  /** Whether this node can serve. */
  readiness: Readiness
  /** What one node does for all: the sweeping, and the marks of who is gone. */
  duty: Duty
  /** What is said to the other nodes in passing. */
  signals: Signals
  now(): Date
  /** See Clock. */
  awake(): number
  /** 144 random bits, in letters, digits, - and _. */
  newId(): string
  /** What a change of a conversation of this municipality may know; with the conversation's id also how many wait before it. */
  context(municipality: string, conversation?: string): TalkContext
  /** This process stops soon: other nodes have the duty at once, and keep its counsellors in mind until they come back there. */
  leave(): Promise<void>
  close(): Promise<void>
}

export const dataFolder = new URL('../data/', import.meta.url)

/** Opens everything; `understanding`: where it was read before. Throws where settings, registry or data folder are not as they must be, with all that is wrong. */
export async function openServices(
  config: Config,
  { now, awake }: Clock = systemClock,
  understanding?: Promise<Understanding>,
): Promise<Services> {
  const reading = createProgress(terminalWords()('cli.start.registry'))
  const [key, { registry, matcher, assess: hear }, deskSettings] = await Promise.all([
    masterKey(config),
    understanding ?? readUnderstanding(reading.tell),
    loadDeskSettings(new URL('desk.json', dataFolder)),
  ])
  reading.end()
  checkDeskSettings(deskSettings, registry)
  const metrics = createMetrics()
  const log = createLog(config, kind => metrics.errors.inc({ kind }))
  const assess = countFailures(hear, metrics)
  const store = countStore(await openStore(config, log), metrics)
  const readiness = createReadiness(store)
  const sealer = createSealer(key)
  await refuseOtherKey(store, sealer)
  await refuseHalfMoved(store)
  const upkeep = startUpkeep(store, log)
  const counts = createCounts(store, Buffer.from(hkdfSync('sha256', key, '', 'brobygger counts', 32)))
  const remembering = rememberErased(createSealed<Conversation>(store, sealer, 'conversations'), { config, masterKey: key, now })
  const sealed = countConversations(remembering, metrics)
  const conversations = countNeeds(sealed, { counts, registry, now, log })
  const changes = followChanges(conversations, store, log)
  const several = config.databaseUrl !== undefined
  const duty = several ? seekLease(store, 'duty', dutyMilliseconds) : alone
  duty.listen(held => log.info(held ? 'this node has the duty: it sweeps for all' : 'the duty is over: this node no longer has it'))
  const signals = await openSignals(config)
  const keptHours = (municipality: string) => deskSettings.get(municipality)?.takenKeptHours
  const dueTimes = followDueTimes(changes, now, keptHours)
  const secret = Buffer.from(hkdfSync('sha256', key, '', 'brobygger lockout', 32))
  const desk = await openDesk({ store, conversations, follow: changes.listen, settings: deskSettings, duty, secret, several, now })
  await changes.tellAll()
  const codes = createCodes(store, key)
  const failed = (error: unknown) => log.error({ kind: kindOf(error) }, 'the seats of a group could not be read')
  const seats = await openSeats({ store, codes, now, failed })
  const context = (municipality: string, conversation?: string): TalkContext => {
    const hub = hubs.find(one => one.serves(municipality)) ?? ownDesk
    const counsellors = hub.counsellors(municipality, conversation)
    const waitingAheadAs = (place: { urgency: Level; head: boolean }) => desk.waitingAhead(municipality, conversation, place)
    const takenKeptHours = keptHours(municipality)
    const kept = takenKeptHours !== undefined && { takenKeptHours }
    return { registry, matcher, assess, now: now(), newId, counsellors: { ...counsellors, waitingAheadAs }, seats: seats.of, ...kept }
  }
  const ownDesk = createDeskHub(desk)
  const outside = config.hub && createWebhookHub({ settings: config.hub, store, conversations, changes, duty, desk, context, now, log })
  const hubs = [...(outside ? [outside] : []), ownDesk]
  for (const hub of hubs) hub.start()
  const courses = createCourses({ store, courses: createSealed<Course>(store, sealer, 'courses'), codes, counts, now, newId })
  const provider = config.oidc && findProvider(config.oidc, log, now)
  return {
    config,
    log,
    metrics,
    masterKey: key,
    registry,
    matcher,
    assess,
    store,
    sealer,
    conversations,
    changes,
    typing: createTyping(signals, id => desk.presence.all().find(one => one.id === id)?.name ?? ''),
    handoffEvents: createHandoffEvents(),
    desk,
    hubs,
    audit: openAuditLog(store, key, now),
    counts,
    codes,
    courses,
    firstSteps: createFirstSteps({ codes, counts, now }),
    seats,
    codeTries: createFlood({ burst: 60, perSecond: 0.5 }),
    provider,
    secondFactors: createSecondFactors(key),
    providerSessions: createProviderSessions(store, key, desk.sessions),
    dueTimes,
    readiness,
    duty,
    signals,
    now,
    awake,
    newId,
    context,
    async leave() {
      readiness.leave()
      await Promise.all([desk.leave(), duty.close()])
    },
    async close() {
      provider?.close()
      await Promise.all(hubs.map(hub => hub.close()))
      desk.close()
      changes.close()
      seats.close()
      await Promise.all([duty.close(), upkeep.close(), signals.close()])
      await store.close()
    },
  }
}

/** A node that died has its duty taken over within this time and a moment. */
const dutyMilliseconds = 6000

async function openSignals({ databaseUrl }: Config): Promise<Signals> {
  if (databaseUrl === undefined) return noOthers
  return (await import('../store/postgresSignals.ts')).openPostgresSignals(databaseUrl)
}
