import { memo } from 'preact/compat'
import type { WaitingView } from '../../desk/wire.ts'
import { Icon } from './icons.tsx'
import { UrgencyTag } from './urgencyTag.tsx'
import { Waited } from './waited.tsx'
import { fill, type Words, who } from './words.ts'

interface RowProps {
  waiting: WaitingView
  /** Their municipality, where the counsellor has several. */
  place: string | undefined
  skew: number
  t: Words
  taking: boolean
  take(id: string): void
}

/** Someone who waits. Drawn anew only when something about them changes: others come and go many times a second on a hard day. */
export const QueueRow = memo(Row, (a, b) => a.waiting === b.waiting && a.t === b.t && a.taking === b.taking && near(a.skew, b.skew))

/** The clocks of page and desk may be told a little apart each time; that is no news. */
const near = (a: number, b: number) => Math.abs(a - b) < 1000

function Row({ waiting, place, skew, t, taking, take }: RowProps) {
  const { id, urgency, kinds, themes, since } = waiting
  return (
    <li class={`waiting waiting-${urgency}`}>
      <UrgencyTag urgency={urgency} kinds={kinds} t={t} />
      <h3 id={`who-${id}`}>{who(waiting, t)}</h3>
      {themes.length > 0 && <p>{themes.join(' · ')}</p>}
      <Marks waiting={waiting} place={place} now={Date.now() + skew} t={t} />
      <Waited since={since} skew={skew} t={t} />
      <button
        type="button"
        class="button button-secondary"
        id={`take-${id}`}
        aria-labelledby={`take-${id} who-${id}`}
        aria-disabled={taking}
        onClick={() => take(id)}
      >
        {t.queue.take}
      </button>
    </li>
  )
}

function Marks({ waiting, place, now, t }: { waiting: WaitingView; place: string | undefined; now: number; t: Words }) {
  const { head, locale, district, behind } = waiting
  const left = behind ? Date.parse(behind.until) - now : 0
  return (
    <>
      {head && (
        <p class="mark-line">
          <Icon name="head" />
          {t.queue.head}
        </p>
      )}
      {locale === 'en' && <p class="mark-line">{t.queue.english}</p>}
      {(place !== undefined || district !== undefined) && (
        <p class="soft">{[place, district && fill(t.lines.district, { name: district })].filter(Boolean).join(' · ')}</p>
      )}
      {left > 0 && <p class="soft">{fill(t.lines.later, { minutes: Math.ceil(left / 60_000) })}</p>}
    </>
  )
}
