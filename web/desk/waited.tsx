import { useEffect, useRef } from 'preact/hooks'
import { duration, type Words } from './words.ts'

/** How long someone has waited, counted live. Written straight into the page: a second that passes draws nothing else anew. */
export function Waited({ since, skew, t }: { since: string; skew: number; t: Words }) {
  const place = useRef<HTMLParagraphElement>(null)
  const text = () => t.queue.waited.replace('{{time}}', duration(Date.now() + skew - Date.parse(since), t))
  useEffect(() => everySecond(() => place.current && write(place.current, text())))
  return (
    <p class="soft time" ref={place}>
      {text()}
    </p>
  )
}

function write(place: HTMLElement, text: string): void {
  // The text node that preact made stays; only what it says changes.
  if (place.firstChild) place.firstChild.nodeValue = text
}

const ticks = new Set<() => void>()
let ticking: ReturnType<typeof setInterval> | undefined

/** One clock for all who are counted. */
function everySecond(tick: () => void): () => void {
  ticks.add(tick)
  ticking ??= setInterval(() => {
    for (const one of ticks) one()
  }, 1000)
  return () => {
    ticks.delete(tick)
    if (ticks.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
}
