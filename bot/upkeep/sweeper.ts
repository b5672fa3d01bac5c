import type { Conversation } from '../../dialogs/conversation.ts'
import { due, nextDue } from '../../dialogs/due.ts'
import { NotKept } from '../../store/store.ts'
import { kindOf } from '../kindOf.ts'
import type { Services } from '../services.ts'
import { watchJumps } from './clock.ts'
import { followPlaces } from './places.ts'

/**
 * Does what the clock asks of conversations: news for those who wait, a counsellor who vanished, and forgetting. Of several nodes the one does it
 * that has the duty; when it dies, another has it within seconds and does what fell due meanwhile at once.
 */
export interface Sweeper {
  /** Does all that is due now; for tests with a clock of their own. */
  sweep(): Promise<void>
  close(): Promise<void>
}

type Door = Pick<
  Services,
  | 'conversations'
  | 'changes'
  | 'dueTimes'
  | 'duty'
  | 'desk'
  | 'courses'
  | 'firstSteps'
  | 'seats'
  | 'context'
  | 'now'
  | 'awake'
  | 'log'
  | 'metrics'
>

/** So that a clock that jumps (a machine that slept) is noticed soon. */
const longestNap = 5_000
/** One conversation is not asked about without end. */
const shortestNap = 250
/** The clock asks again soon where something failed. */
const retryAfter = 10_000
/** After a jump of the clock nobody's talk is ended or forgotten for so long: whoever is there has spoken since, or would be forgotten anyway. */
const graceAfterJump = 30 * 60_000
const askedAgainInGrace = 60_000
const tidyEvery = 10 * 60_000
const atOnce = 4

export function startSweeper(door: Door): Sweeper {
  const { dueTimes, duty, log } = door
  const jumped = watchJumps(door)
  let graceUntil = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  let sweeping: Promise<void> | undefined
  let closed = false

  const deaf = [door.changes.listen(nap), duty.listen(nap), followPlaces(door, nap)]
  const tidying = setInterval(() => {
    if (duty.held()) tidy().catch(error => log.error({ kind: kindOf(error) }, 'what is old could not be tidied away'))
  }, tidyEvery)
  tidying.unref()
  nap()
  door.metrics.sweeperOverdue.from(() => [[overdue()]])

  return {
    sweep,
    async close() {
      closed = true
      for (const stop of deaf) stop()
      clearTimeout(timer)
      clearInterval(tidying)
      await sweeping
    },
  }

  async function tidy(): Promise<void> {
    await door.desk.tidy()
    await door.courses.tidy()
    await door.firstSteps.tidy()
    await door.seats.tidy()
  }

  /** Seconds. */
  function overdue(): number {
    return Math.max(0, (door.now().getTime() - (dueTimes.next() ?? Number.POSITIVE_INFINITY)) / 1000)
  }

  function nap() {
    if (closed || sweeping || !duty.held()) return
    clearTimeout(timer)
    const next = dueTimes.next()
    if (next === undefined) return
    const wait = Math.min(Math.max(next - door.now().getTime(), 0), longestNap)
    timer = setTimeout(() => void sweep().then(nap), wait)
  }

  function sweep(): Promise<void> {
    sweeping ??= sweepAll().finally(() => {
      sweeping = undefined
    })
    return sweeping
  }

  async function sweepAll() {
    await heedJump()
    const now = door.now().getTime()
    const worker = async () => {
      while (!closed && duty.held()) {
        const id = dueTimes.take(now)
        if (id === undefined) return
        try {
          await settle(id)
        } catch (error) {
          if (!(error instanceof NotKept)) log.error({ kind: kindOf(error) }, 'what was due could not be done')
          dueTimes.set(id, now + retryAfter)
        }
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  }

  /**
   * A clock that was set, or a machine that slept: by the clock alone everyone would have been silent for as long. News go on; what ends a talk waits
   * until so much time has passed awake that whoever is still there has spoken. Where the clock is set right again meanwhile, nothing has happened.
   */
  async function heedJump() {
    const by = jumped()
    if (by === 0) return
    log.warn({ seconds: Math.round(by / 1000) }, 'the clock jumped')
    if (by > 0) graceUntil = door.awake() + graceAfterJump
    else await dueTimes.judgeAnew(async id => (await door.conversations.read(id))?.value).catch(failed)
  }

  function failed(error: unknown) {
    log.error({ kind: kindOf(error) }, 'after a jump of the clock not all conversations could be looked at')
  }

  /** Decided and written in one change; forgetting is decided there too, and done right after. */
  async function settle(id: string) {
    const now = dueTimes.timeOf(id)
    const what = await door.conversations.change<'forget' | number>(id, conversation => {
      const context = { ...door.context(conversation.municipality, id), now }
      const asked = due(conversation, context)
      if (asked === undefined) return { result: fromNow(nextDue(conversation, context.takenKeptHours), now) }
      if (ends(conversation, asked) && door.awake() < graceUntil) return { result: askedAgainInGrace }
      if ('forget' in asked) return { result: 'forget' }
      return { value: asked.conversation, result: fromNow(nextDue(asked.conversation, context.takenKeptHours), now) }
    })
    if (what === 'forget') await door.conversations.forget(id)
    else if (what !== undefined) dueTimes.set(id, door.now().getTime() + Math.max(what, shortestNap))
  }
}

const fromNow = (at: Date, now: Date) => at.getTime() - now.getTime()

const ends = (before: Conversation, asked: NonNullable<ReturnType<typeof due>>) =>
  'forget' in asked || (asked.conversation.ended !== undefined && before.ended === undefined)
