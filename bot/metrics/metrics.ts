import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/**
 * What is counted, for those who watch over the server (docs/operations.md explains each). No label ever leads to a person: no id, no text, no
 * municipality, no kind of danger. A queue of one, named by a small municipality and a minute, would be somebody.
 */
export interface Metrics {
  /** In Prometheus' text format. */
  text(): Promise<string>
  turns: Histogram<'kind' | 'outcome'>
  requests: Histogram<'method' | 'route' | 'status'>
  storeOperations: Histogram<'operation'>
  storeErrors: Counter<'operation' | 'kind'>
  feedCuts: Counter
  conversationsStarted: Counter<'channel'>
  conversationsErased: Counter
  handoffs: Counter<'event'>
  waited: Histogram<'urgency'>
  danger: Counter<'level'>
  dangerCheckFailures: Counter
  errors: Counter<'kind'>
  teamsRefused: Counter<'reason'>
  teamsMessages: Counter<'outcome'>
  /** Read when somebody asks; each source is handed in by whoever knows. */
  waiting: Asked<'urgency'>
  longestWaiting: Asked<'urgency'>
  withCounsellor: Asked
  counsellors: Asked<'presence'>
  sockets: Asked<'whose'>
  sweeperOverdue: Asked
  teamsWaiting: Asked
  feedCutSeconds: Asked
}

export interface Asked<L extends string = never> {
  from(read: () => Sample<L>[]): void
}
export type Sample<L extends string = never> = [value: number, labels?: Record<L, string>]

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const storeSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10]
const waitingSeconds = [10, 30, 60, 120, 300, 600, 1200, 1800, 3600]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string = never>(name: string, help: string, ...labelNames: L[]) =>
    new Counter<L>({ name: `brobygger_${name}`, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]) =>
    new Histogram<L>({ name: `brobygger_${name}`, help, buckets, labelNames, registers })

  function asked<L extends string = never>(name: string, help: string, ...labelNames: L[]): Asked<L> {
    let read: () => Sample<L>[] = () => []
    new Gauge<L>({
      name: `brobygger_${name}`,
      help,
      labelNames,
      registers,
      collect() {
        this.reset()
        for (const [value, labels] of read()) this.set((labels ?? {}) as Record<L, string>, value) // Asked<L> has its labels
      },
    })
    return {
      from(source) {
        read = source
      },
    }
  }

  const metrics: Metrics = {
    text: () => registry.metrics(),
    turns: histogram('turn_duration_seconds', 'Turns, from the activity to the durable answer.', requestSeconds, 'kind', 'outcome'),
    requests: histogram('http_request_duration_seconds', 'Requests by pattern of route.', requestSeconds, 'method', 'route', 'status'),
    storeOperations: histogram('store_operation_duration_seconds', 'What was asked of the store.', storeSeconds, 'operation'),
    storeErrors: counter('store_errors_total', 'What the store could not do; Conflict is the order of the day.', 'operation', 'kind'),
    feedCuts: counter('store_feed_cuts_total', 'How often the feed of changes from other nodes was cut.'),
    conversationsStarted: counter('conversations_started_total', 'Conversations begun.', 'channel'),
    conversationsErased: counter('conversations_erased_total', 'Conversations erased, by the citizen, a counsellor or the clock.'),
    handoffs: counter('handoffs_total', 'What happened to handoffs.', 'event'),
    waited: histogram('handoff_waited_seconds', 'How long those waited whom a counsellor took.', waitingSeconds, 'urgency'),
    danger: counter('danger_heard_total', 'Conversations in which this level of danger was reached.', 'level'),
    dangerCheckFailures: counter('danger_check_failures_total', 'The danger check itself failed, and help was shown unasked.'),
    errors: counter('errors_total', 'Errors in the log, by kind.', 'kind'),
    teamsRefused: counter('teams_refused_total', 'What was refused at the fence of the Teams endpoint.', 'reason'),
    teamsMessages: counter('teams_messages_total', 'What became of messages to Teams.', 'outcome'),
    waiting: asked('waiting', 'Those who wait for a counsellor, on all nodes.', 'urgency'),
    longestWaiting: asked('waiting_longest_seconds', 'How long the one has waited who waits longest; 0 when nobody does.', 'urgency'),
    withCounsellor: asked('with_counsellor', 'Conversations that a counsellor has, on all nodes.'),
    counsellors: asked('counsellors', 'Counsellors who are here.', 'presence'),
    sockets: asked('sockets', 'Open web sockets of this node.', 'whose'),
    sweeperOverdue: asked(
      'sweeper_overdue_seconds',
      'How late this node is with what the clock asks (news, forgetting); 0 when it is not.',
    ),
    teamsWaiting: asked('teams_waiting', 'Talks in Teams in which something has not been delivered yet.'),
    feedCutSeconds: asked('store_feed_cut_seconds', 'How long changes of other nodes may have been missed; 0 while the feed is whole.'),
  }
  // Seen from the first look on: what begins with 1 would not be told as a rise.
  for (const event of handoffEvents) metrics.handoffs.inc({ event }, 0)
  for (const level of ['concern', 'acute']) metrics.danger.inc({ level }, 0)
  for (const channel of ['web', 'teams']) metrics.conversationsStarted.inc({ channel }, 0)
  for (const outcome of teamsOutcomes) metrics.teamsMessages.inc({ outcome }, 0)
  return metrics
}

/** `asWords`: Teams did not take the card; `givenUp`: nobody took it for an hour, or it was refused as words too; `blocked`: the citizen wants no more. */
const teamsOutcomes = ['delivered', 'asWords', 'tried', 'givenUp', 'blocked', 'removed'] as const

const handoffEvents = ['asked', 'taken', 'transferred', 'vanished', 'done', 'givenBack', 'withdrawn', 'nobodyHere', 'erased'] as const
export type HandoffEvent = (typeof handoffEvents)[number]
