export interface Announcer {
  /** Said once by screen readers, then taken away. Kept back while the chat lies hidden. */
  say(text: string, urgently?: boolean): void
  show(shown: boolean): void
}

/** Two live regions, one calm and one that interrupts. Each text enters once, in order, and is cleared after a second. */
export function createAnnouncer(polite: HTMLElement, assertive: HTMLElement): Announcer {
  let shown = true
  let kept: [string, boolean][] = []

  const put = (text: string, urgently: boolean) => {
    const line = document.createElement('p')
    line.textContent = text
    ;(urgently ? assertive : polite).append(line)
    setTimeout(() => line.remove(), 1000)
  }

  return {
    say: (text, urgently = false) => {
      if (shown) put(text, urgently)
      else kept.push([text, urgently])
    },
    show: now => {
      shown = now
      if (!shown) return
      for (const [text, urgently] of kept) put(text, urgently)
      kept = []
    },
  }
}

/** No more often than every `interval` ms, for what is nice to know. */
export function seldom(interval: number, say: (text: string) => void): (text: string) => void {
  let last = Number.NEGATIVE_INFINITY
  return text => {
    if (performance.now() - last < interval) return
    last = performance.now()
    say(text)
  }
}
