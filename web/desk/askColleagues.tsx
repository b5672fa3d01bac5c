import { useEffect, useState } from 'preact/hooks'
import type { ColleagueHere, TeamView } from '../../desk/togetherWire.ts'
import { ask, done } from './api.ts'
import { Dialog } from './dialog.tsx'
import type { Room } from './room.ts'
import { fill, type Words } from './words.ts'

interface Props {
  room: Room
  id: string
  municipality: string
  t: Words
  onClose(): void
}

interface Here {
  colleagues: ColleagueHere[]
  teams: TeamView[]
}

/** Who is here can be asked for advice, or to take the conversation over; nobody else can be chosen. */
export function AskColleagues({ room, id, municipality, t, onClose }: Props) {
  const [here, setHere] = useState<Here>()
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const [orElse, setOrElse] = useState<'sender' | 'queue'>('sender')
  const [failed, setFailed] = useState(false)
  const w = t.together

  useEffect(() => {
    void ask<Here>(`/colleagues?municipality=${encodeURIComponent(municipality)}`).then(answer => {
      if (!done(answer)) return setFailed(true)
      setHere(answer.body)
      requestAnimationFrame(() => document.getElementById('colleague')?.focus())
    })
  }, [municipality])

  const teams = here?.teams.filter(team => team.here > 0) ?? []
  const nobody = here !== undefined && here.colleagues.length === 0 && teams.length === 0

  async function when(asked: Promise<boolean>) {
    setFailed(false)
    if (await asked) onClose()
    else setFailed(true)
  }

  return (
    <Dialog title={w.title} onClose={onClose}>
      {nobody && <p>{w.nobody}</p>}
      {here && !nobody && (
        <form
          class="ask-form"
          onSubmit={event => {
            event.preventDefault()
            if (to === '') return
            const target = to.includes('/') ? { team: to } : { counsellor: to }
            void when(room.offer(id, target, orElse, note))
          }}
        >
          <label class="form-label" for="colleague">
            {w.passOnTo}
          </label>
          <select id="colleague" class="form-select" value={to} onChange={event => setTo(event.currentTarget.value)}>
            <option value="">{w.choose}</option>
            {here.colleagues.map(({ id, name, presence }) => (
              <option key={id} value={id}>
                {name} ({t.presence[presence]})
              </option>
            ))}
            {teams.map(team => (
              <option key={team.id} value={team.id}>
                {fill(w.team, { name: team.name, count: team.here })}
              </option>
            ))}
          </select>
          <button
            type="button"
            class="button button-secondary"
            aria-disabled={to === '' || to.includes('/')}
            aria-describedby="consult-hint"
            onClick={() => {
              if (to !== '' && !to.includes('/')) void when(room.consult(id, to))
            }}
          >
            {w.consult}
          </button>
          <p class="form-hint hint" id="consult-hint">
            {w.consultHint}
          </p>
          <fieldset>
            <legend class="ask-legend">{w.passOn}</legend>
            <label class="form-label" for="pass-note">
              {w.note}
            </label>
            <input
              id="pass-note"
              class="form-input"
              maxLength={500}
              autocomplete="off"
              value={note}
              onInput={event => setNote(event.currentTarget.value)}
            />
            <label class="form-label" for="pass-else">
              {w.orElse}
            </label>
            <select
              id="pass-else"
              class="form-select"
              value={orElse}
              onChange={event => setOrElse(event.currentTarget.value === 'queue' ? 'queue' : 'sender')}
            >
              <option value="sender">{w.orElseSender}</option>
              <option value="queue">{w.orElseQueue}</option>
            </select>
            <button type="submit" class="button button-primary" aria-disabled={to === ''}>
              {w.offer}
            </button>
          </fieldset>
        </form>
      )}
      {failed && (
        <p class="fault" role="alert">
          {w.failed}
        </p>
      )}
      <div class="buttons">
        <button type="button" class="button button-secondary" onClick={onClose}>
          {w.cancel}
        </button>
      </div>
    </Dialog>
  )
}
