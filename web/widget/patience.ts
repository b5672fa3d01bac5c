export interface Patience {
  /** Trouble is there or gone; the clock starts at the first sign of it. */
  trouble(there: boolean): void
}

/** Tells when trouble has lasted so long that the citizen must see help without us, and when it is over. */
export function createPatience(milliseconds: number, lost: (lost: boolean) => void): Patience {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    trouble: there => {
      if (there) {
        timer ??= setTimeout(() => lost(true), milliseconds)
        return
      }
      clearTimeout(timer)
      timer = undefined
      lost(false)
    },
  }
}
