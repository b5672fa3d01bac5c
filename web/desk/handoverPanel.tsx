import { useState } from 'preact/hooks'
import type { Talk } from './state.ts'
import type { Words } from './words.ts'

/** What the citizen let go on to the counsellor, first of all: nobody is asked twice. */
export function HandoverPanel({ talk, ids, t }: { talk: Talk; ids: (name: string) => string; t: Words }) {
  // Open for as long as it is new; folded, it stays one press away.
  const [open, setOpen] = useState(true)
  const { card, because, suggested, urgency, kinds, role } = talk.view
  // The card is worded for the citizen ("mit barn"); who writes and how serious it is are said in the desk's own words.
  const worded: Record<string, string | undefined> = {
    role: role && t.who[role],
    urgency: [t.urgency[urgency], kinds.map(kind => t.kind[kind]).join(', ')].filter(Boolean).join(': '),
  }
  return (
    <section class="handover" aria-labelledby={ids('handover-title')}>
      <h3 id={ids('handover-title')}>
        <button type="button" class="fold" aria-expanded={open} aria-controls={ids('handover-items')} onClick={() => setOpen(!open)}>
          {t.talk.card}
        </button>
      </h3>
      {talk.view.channel === 'teams' && (
        <p class="channel">
          <strong>{t.talk.teams}</strong> {t.talk.teamsMeans}
        </p>
      )}
      <div id={ids('handover-items')} hidden={!open}>
        <dl>
          {card.items.map(({ id, value }) => (
            <div key={id} class={`item item-${id} ${id === 'urgency' ? `item-${urgency}` : ''}`}>
              <dt>{t.talk.label[id]}</dt>
              <dd lang={id === 'words' || id === 'hopes' ? talk.view.locale : undefined}>{worded[id] ?? value}</dd>
              {id === 'urgency' && because.length > 0 && (
                <dd class="because">
                  {t.talk.because}: <span lang={talk.view.locale}>{because.map(words => `“${words}”`).join(', ')}</span>
                </dd>
              )}
            </div>
          ))}
        </dl>
        {suggested.length > 0 && (
          <details class="details">
            <summary class="details-summary">{t.talk.suggestedMore}</summary>
            <ul class="suggested">
              {suggested.map(({ id, name, provider, summary }) => (
                <li key={id}>
                  <strong>{name}</strong> <span class="soft">{provider}</span>
                  <p>{summary}</p>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  )
}
