/** Milliseconds. */
const first = 250
const longest = 60_000

/** How long to wait before trying again: longer each time, spread by chance so that not all come at once, and as long as was asked for at least. */
export function backoff(tries: number, asked = 0, chance: () => number = Math.random): number {
  const most = Math.min(longest, first * 2 ** (tries - 1))
  return Math.max(asked * (1 + chance() / 10), most * (0.5 + chance() / 2))
}
