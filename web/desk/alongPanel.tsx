import type { TogetherView } from '../../desk/togetherWire.ts'
import { Asides } from './asides.tsx'
import { Icon } from './icons.tsx'
import { LineView } from './lineView.tsx'
import type { Room } from './room.ts'
import type { State } from './state.ts'
import { UrgencyTag } from './urgencyTag.tsx'
import { fill, type Words, who } from './words.ts'
import { WriteLine } from './writeLine.tsx'

/** A colleague's conversation, read along: the card, what is said, and words to the colleague. Only who came in writes to the citizen. */
export function AlongPanel({ room, state, together, t }: { room: Room; state: State; together: TogetherView; t: Words }) {
  const w = t.together
  const { id, part, talk, counsellor } = together
  const leave = () => {
    if (part === 'watching') room.watch(undefined)
    else void room.stepOut(id)
    room.openTalk(undefined)
  }
  return (
    <article class="talk along" aria-labelledby="along-title">
      <header class="talk-head">
        <button type="button" class="button button-tertiary to-lists" onClick={() => room.openTalk(undefined)}>
          <Icon name="back" />
          {t.talks.back}
        </button>
        <div class="talk-name">
          <h2 id="along-title" tabIndex={-1}>
            {fill(w.with, { name: counsellor })}
          </h2>
          {talk && <UrgencyTag urgency={talk.urgency} kinds={talk.kinds} t={t} />}
          <p class="soft">{talk && who(talk, t)}</p>
          {part !== 'joined' && <p class="mark-line">{part === 'watching' ? w.watching : fill(w.advising, { from: counsellor })}</p>}
        </div>
        <div class="endings">
          {part !== 'joined' && state.me?.may.includes('oversee') && (
            <button type="button" class="button button-secondary" aria-describedby="join-hint" onClick={() => void room.join(id)}>
              {w.join}
            </button>
          )}
          <button type="button" class="button button-tertiary" onClick={leave}>
            {part === 'watching' ? w.close : w.stepOut}
          </button>
          {part !== 'joined' && state.me?.may.includes('oversee') && (
            <p class="form-hint hint" id="join-hint">
              {w.joinHint}
            </p>
          )}
        </div>
      </header>
      <div class="talk-body">
        <dl class="along-card">
          {talk?.card.items.map(({ id, value }) => (
            <div key={id} class="along-item">
              <dt>{t.talk.label[id]}</dt>
              <dd>{id === 'role' && talk.role ? t.who[talk.role] : value}</dd>
            </div>
          ))}
        </dl>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
        <section class="log" tabIndex={0} aria-label={t.talk.log}>
          <ol>
            {talk?.lines.map(line => (
              <LineView key={line.number} line={line} locale={state.locale} language={talk.locale} t={t} status={undefined} />
            ))}
          </ol>
        </section>
      </div>
      <div class="foot">
        {part === 'joined' && <WriteLine label={w.writeToCitizen} send={w.send} failed={w.failed} say={text => room.sayToo(id, text)} />}
        <Asides room={room} together={together} t={t} />
      </div>
    </article>
  )
}

/** Somebody opened it: that is where they read on. It may come a moment later, once that it was opened is written down. */
export function focusAlong(tries = 20): void {
  const title = document.getElementById('along-title')
  if (title) title.focus()
  else if (tries > 0) setTimeout(() => focusAlong(tries - 1), 50)
}
