import type { HandoverCard } from './wire.ts'
import { fill, type Words } from './words.ts'

interface Props {
  card: HandoverCard
  t: Words
  /** The choice is still open: items can be taken off. */
  live: boolean
  say(text: string, choice?: string): void
}

/** Exactly what a counsellor would get; each thing the citizen may withhold has a button of its own. */
export function HandoverView({ card, t, live, say }: Props) {
  return (
    <section class="handover">
      <h2>{t.handover.title}</h2>
      <dl>
        {card.items.map(({ id, label, value, removable }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>{value}</dd>
            {removable && live && (
              <dd class="remove">
                <button
                  type="button"
                  data-choice={`handover.remove.${id}`}
                  aria-label={fill(t.handover.removeWhat, { what: label })}
                  onClick={() => say(fill(t.handover.removeWhat, { what: label }), `handover.remove.${id}`)}
                >
                  {t.handover.remove}
                </button>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </section>
  )
}
