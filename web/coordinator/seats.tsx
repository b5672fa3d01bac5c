import { useState } from 'preact/hooks'
import type { SeatsView } from '../../desk/wire.ts'
import { ask, done } from '../desk/api.ts'
import { fill } from '../desk/words.ts'
import { Section } from './section.tsx'
import type { Locale, Words } from './words.ts'

/** Groups with seats: what citizens are told, as the coordinator sets it, and who is next when they are full. */
export function Seats({ municipality, locale, t }: { municipality: string; locale: Locale; t: Words }) {
  const { seats: s } = t
  return (
    <Section<{ groups: SeatsView[] }>
      id="seats"
      title={s.title}
      about={s.about}
      path={`/coordinator/seats?municipality=${encodeURIComponent(municipality)}`}
      t={t}
    >
      {({ groups }, again) =>
        groups.length === 0 ? (
          <p>{s.none}</p>
        ) : (
          groups.map(group => <Group key={group.offer} group={group} locale={locale} t={t} again={again} />)
        )
      }
    </Section>
  )
}

function Group({ group, locale, t, again }: { group: SeatsView; locale: Locale; t: Words; again: () => void }) {
  const { offer, name, most, set, waiting } = group
  const { seats: s } = t
  const [free, setFree] = useState(set?.free ?? 0)
  const [nextStart, setNextStart] = useState(set?.nextStart ?? '')
  const [told, setTold] = useState<string>()
  const day = new Intl.DateTimeFormat(locale === 'da' ? 'da-DK' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Copenhagen' })

  async function send(path: string, body: unknown, success: string) {
    const answer = await ask(path, body)
    setTold(done(answer) ? success : answer !== 'offline' && answer.status === 409 ? s.nobody : s.failed)
    if (done(answer)) again()
  }
  function save(event: Event) {
    event.preventDefault()
    void send('/coordinator/seats', { offer, free, ...(nextStart !== '' && { nextStart }) }, s.saved)
  }

  return (
    <form class="seats" onSubmit={save} aria-labelledby={`${offer}-name`}>
      <h3 id={`${offer}-name`}>{name[locale]}</h3>
      <p class="hint">{set ? fill(s.setAt, { date: day.format(new Date(set.setAt)) }) : s.neverSet}</p>
      <div class="form-group">
        <label class="form-label" for={`${offer}-free`}>
          {fill(s.free, { most })}
        </label>
        <select class="form-select" id={`${offer}-free`} value={free} onChange={event => setFree(Number(event.currentTarget.value))}>
          {Array.from({ length: most + 1 }, (_, number) => (
            <option key={number} value={number}>
              {number === 0 ? s.full : number}
            </option>
          ))}
        </select>
      </div>
      <div class="form-group">
        <label class="form-label" for={`${offer}-start`}>
          {s.start}
        </label>
        <input
          class="form-input"
          id={`${offer}-start`}
          type="date"
          value={nextStart}
          onInput={event => setNextStart(event.currentTarget.value)}
        />
      </div>
      <button type="submit" class="button button-primary">
        {s.save}
      </button>
      <p>{fill(s.waiting, { waiting })}</p>
      {waiting > 0 && (
        <button type="button" class="button button-secondary" onClick={() => void send('/coordinator/seats/next', { offer }, s.offered)}>
          {s.next}
        </button>
      )}
      <p role="status">{told}</p>
    </form>
  )
}
