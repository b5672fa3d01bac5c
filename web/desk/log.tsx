import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icons.tsx'
import { LineView } from './lineView.tsx'
import type { Room } from './room.ts'
import type { Outgoing, State, Talk } from './state.ts'
import { counted, type Words } from './words.ts'

/** So much of what was written before the counsellor came is shown at once. */
const shownBefore = 4

interface LogProps {
  room: Room
  state: State
  talk: Talk
  ids: (name: string) => string
  t: Words
}

export function Log({ room, state, talk, ids, t }: LogProps) {
  const { view, lines, outgoing } = talk
  const { end, below, toEnd } = useEnd(
    lines.length + outgoing.length,
    lines.some(({ mine }) => mine),
  )
  const before = lines.filter(({ at }) => at < view.since).length
  const hidden = talk.whole ? 0 : Math.max(0, before - shownBefore)
  const lastMine = lines.findLast(({ mine }) => mine)?.number
  const status = lastMine !== undefined && view.seenByCitizen >= lastMine ? t.talk.status.seen : t.talk.status.saved
  return (
    <div class="log-frame">
      <h3 id={ids('log-title')} class="unseen">
        {t.talk.log}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section class="log" tabIndex={0} aria-labelledby={ids('log-title')}>
        {hidden > 0 && (
          <button type="button" class="button button-tertiary earlier" onClick={() => room.showWhole(view.id)}>
            {counted(t.talk.earlier_one, t.talk.earlier_other, hidden)}
          </button>
        )}
        <ol>
          {lines.slice(hidden).map(line => (
            <LineView
              key={line.number}
              line={line}
              locale={state.locale}
              language={view.locale}
              t={t}
              status={line.number === lastMine && outgoing.length === 0 ? status : undefined}
            />
          ))}
          {outgoing.map(message => (
            <Unsent key={message.clientId} message={message} t={t} onDiscard={() => room.discard(view.id, message.clientId)} />
          ))}
        </ol>
        <p class="typing soft">{talk.typing && t.talk.typing}</p>
        <div class="log-end" ref={end} />
      </section>
      {below && (
        <button type="button" class="below" onClick={toEnd}>
          <Icon name="down" />
          {t.talk.newest}
        </button>
      )}
    </div>
  )
}

/**
 * Keeps the newest line in sight for whoever reads at the end, and leaves in peace whoever has scrolled up. In a talk that has not begun the
 * handover card is read first, which on a phone stands above.
 */
function useEnd(length: number, begun: boolean) {
  const end = useRef<HTMLDivElement>(null)
  const atEnd = useRef(begun)
  const first = useRef(true)
  const [below, setBelow] = useState(false)
  const toEnd = () => end.current?.scrollIntoView({ block: 'end' })

  useLayoutEffect(() => {
    if (atEnd.current) toEnd()
    else if (!first.current) setBelow(true)
    first.current = false
  }, [length])
  useEffect(() => {
    const observer = new IntersectionObserver(([seen]) => {
      atEnd.current = seen?.isIntersecting ?? true
      if (atEnd.current) setBelow(false)
    })
    if (end.current) observer.observe(end.current)
    // What stands below may grow (suggestions, a long draft): whoever reads at the end stays there.
    const frame = end.current?.parentElement
    const sizes = new ResizeObserver(() => atEnd.current && toEnd())
    if (frame) sizes.observe(frame)
    return () => {
      observer.disconnect()
      sizes.disconnect()
    }
  }, [])
  return { end, below, toEnd }
}

function Unsent({ message, t, onDiscard }: { message: Outgoing; t: Words; onDiscard: () => void }) {
  return (
    <li class="line line-mine line-unsent">
      <div class="bubble">
        <p class="text">{message.text ?? message.offer?.name}</p>
      </div>
      <p class="status soft">{t.talk.status[message.state]}</p>
      {message.state === 'refused' && (
        <button type="button" class="button button-tertiary" onClick={onDiscard}>
          {t.left.dismiss}
        </button>
      )}
    </li>
  )
}
