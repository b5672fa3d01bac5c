import { memo } from 'preact/compat'
import type { LineView as LineOf } from '../../desk/wire.ts'
import { clock, type Locale, type Words } from './words.ts'

type Card = NonNullable<LineOf['spoken']['card']>

interface LineProps {
  line: LineOf
  locale: Locale
  /** The citizen's language, in which all that is said to them is worded. */
  language: Locale
  t: Words
  /** Saved or seen, under the counsellor's newest line. */
  status: string | undefined
}

/** One line of the talk. What citizens wrote is only ever text. A line never changes: it is drawn anew only when what stands beside it does. */
export const LineView = memo(Line)

function Line({ line, locale, language, t, status }: LineProps) {
  const { who, mine, name, spoken, at } = line
  const speaker = mine ? t.talk.me : who === 'counsellor' ? name : t.talk[who]
  return (
    <li class={`line line-${mine ? 'mine' : who}`}>
      <p class="by">
        <span class="speaker">{speaker}</span> <time dateTime={at}>{clock(at, locale)}</time>
      </p>
      <div class="bubble">
        {spoken.text !== '' && (
          <p class="text" lang={language}>
            {spoken.text}
          </p>
        )}
        {spoken.card && <CardLine card={spoken.card} t={t} />}
      </div>
      {status !== undefined && <p class="status soft">{status}</p>}
    </li>
  )
}

function CardLine({ card, t }: { card: Card; t: Words }) {
  if (card.type === 'handover') return <p class="soft">{t.talk.cardShown}</p>
  if (card.type === 'keep') return <p class="soft">{t.talk.keepShown}</p>
  if (card.type === 'link') return <p class="soft">{card.title}</p>
  const shown = card.type === 'help' ? card.lines : card.offers
  return (
    <div class="card-line">
      <p class="soft">{card.type === 'help' ? t.talk.helpShown : t.talk.offersShown}</p>
      <ul>
        {shown.map(({ id, name, provider, hours }) => (
          <li key={id}>
            <strong>{name}</strong> <span class="soft">{[provider, hours].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
