const sleepers = new Set<() => void>()

/** Waits, but no longer than until `wake` is called. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    const up = () => {
      clearTimeout(timer)
      sleepers.delete(up)
      resolve()
    }
    const timer = setTimeout(up, milliseconds)
    sleepers.add(up)
  })

/** Everyone who waits goes on at once: the network is back, or the page is looked at again. */
export const wake = (): void => {
  for (const up of [...sleepers]) up()
}

/** 0.4 s, 0.8 s ... 5 s, each a little different, so that many pages do not come back at the same moment. */
export const backoff = (tries: number): number => Math.min(5000, 400 * 2 ** tries) * (0.75 + Math.random() / 2)
