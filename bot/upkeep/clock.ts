/** Two clocks: what o'clock it is, which may be set; and how long this machine has been awake, which only runs forward. */
export interface Clock {
  now(): Date
  /** Milliseconds; it stands still while the machine sleeps. */
  awake(): number
}

export const systemClock: Clock = { now: () => new Date(), awake: () => performance.now() }

/** By how many milliseconds the clock has jumped since the last time of asking: forwards above 0, back below; small changes are none. */
export function watchJumps({ now, awake }: Clock): () => number {
  const difference = () => now().getTime() - awake()
  let before = difference()
  return () => {
    const by = difference() - before
    before += by
    return Math.abs(by) >= smallest ? by : 0
  }
}

const smallest = 60_000
