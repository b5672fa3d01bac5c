type Look<R> = () => R | Promise<R>

/** Milliseconds. Says nothing of how fast something is: a machine that does other things besides is slow, and still right. */
export const patience = 20_000

/** Looks often until it holds, and gives what was found; fails with what was waited for, in words or as the look itself. */
export async function until<R>(
  what: string | Look<R>,
  look: Look<R> = what as Look<R> /* a lone look is the first */,
): Promise<NonNullable<R>> {
  const end = performance.now() + patience
  for (;;) {
    const found = await look()
    if (found) return found
    if (performance.now() > end) throw new Error(`never came true: ${what}`)
    await pause(10)
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))
