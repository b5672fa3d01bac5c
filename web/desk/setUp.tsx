import { useEffect, useState } from 'preact/hooks'
import type { Preferences } from '../../desk/preferences.ts'
import { ask, done } from './api.ts'
import { CheckList } from './checkList.tsx'
import type { Notices } from './notices.ts'
import { NumberField } from './numberField.tsx'
import type { Room } from './room.ts'
import type { State } from './state.ts'
import type { Words } from './words.ts'

type Named = { id: string; name: string }
type Choices = { districts: Named[]; themes: Named[]; teams: (Named & { municipality: string; mine: boolean })[] }

/** How one's own desk is set up: whom one sees first, how many at a time, and what makes itself heard. */
export function SetUp({ room, state, t, notices }: { room: Room; state: State; t: Words; notices: Notices }) {
  const [chosen, setChosen] = useState(state.preferences)
  const [choices, setChoices] = useState<Choices>({ districts: [], themes: [], teams: [] })
  const [teams, setTeams] = useState<string[]>() // once they are changed
  const [how, setHow] = useState<'saved' | 'failed'>()
  const w = t.setUp
  useEffect(() => void ask<Choices>('/preferences').then(answer => done(answer) && setChoices(answer.body)), [])
  const change = (part: Partial<Preferences>) => {
    setHow(undefined)
    setChosen({ ...chosen, ...part })
  }
  const limit = (talksAtOnce: number | undefined) => {
    const { talksAtOnce: _, ...rest } = chosen
    setHow(undefined)
    setChosen(talksAtOnce === undefined ? rest : { ...rest, talksAtOnce })
  }
  const quietly = (part: Partial<NonNullable<Preferences['quiet']>>) => {
    const { quiet = { from: '', to: '' }, ...rest } = chosen
    const next = { ...quiet, ...part }
    setHow(undefined)
    setChosen(next.from === '' && next.to === '' ? rest : { ...rest, quiet: next })
  }

  /** With the municipality where there are teams of several: two may have an "Aftenteam". */
  const inWhich = (name: string, municipality: string) => {
    const its = state.municipalities.find(({ id }) => id === municipality)?.name
    return choices.teams.some(one => one.municipality !== municipality) && its !== undefined ? `${name}, ${its}` : name
  }

  async function save(event: Event) {
    event.preventDefault()
    // Half a quiet time is none.
    const { quiet, ...rest } = chosen
    const whole = quiet && quiet.from !== '' && quiet.to !== '' ? { ...rest, quiet } : rest
    setHow((await room.setUp(whole, teams)) ? 'saved' : 'failed')
  }

  return (
    <form class="set-up" onSubmit={save} aria-labelledby="set-up-title">
      <h3 id="set-up-title">{w.title}</h3>
      <details class="details">
        <summary class="details-summary">{w.field}</summary>
        <p class="form-hint hint">{w.fieldHint}</p>
        <CheckList
          id="districts"
          label={w.districts}
          choices={choices.districts}
          chosen={chosen.districts}
          onChange={districts => change({ districts })}
        />
        <CheckList id="themes" label={w.themes} choices={choices.themes} chosen={chosen.themes} onChange={themes => change({ themes })} />
      </details>
      <CheckList
        id="teams"
        label={w.teams}
        choices={choices.teams.map(({ id, name, municipality }) => ({ id, name: inWhich(name, municipality) }))}
        chosen={teams ?? choices.teams.filter(({ mine }) => mine).map(({ id }) => id)}
        onChange={chosenTeams => {
          setHow(undefined)
          setTeams(chosenTeams)
        }}
      />
      <NumberField id="at-once" label={w.talksAtOnce} most={25} none={w.noLimit} value={chosen.talksAtOnce} onInput={limit} />
      <NumberField
        id="beside"
        label={w.sideBySide}
        most={4}
        value={chosen.sideBySide}
        onInput={(sideBySide = 1) => change({ sideBySide })}
      />
      <NumberField
        id="heavy"
        label={w.heavyInARow}
        most={20}
        value={chosen.heavyInARow}
        onInput={(heavyInARow = 1) => change({ heavyInARow })}
      />
      <div class="with-try">
        <label class="choice" for="sound">
          <input id="sound" type="checkbox" checked={chosen.sound} onChange={event => change({ sound: event.currentTarget.checked })} />
          {w.sound}
        </label>
        <button type="button" class="button button-tertiary" onClick={notices.chime}>
          {w.try}
        </button>
      </div>
      <fieldset class="form-group quiet-time" aria-describedby="quiet-hint">
        <legend class="form-label">{w.quiet}</legend>
        <p class="form-hint hint" id="quiet-hint">
          {w.quietHint}
        </p>
        {(['from', 'to'] as const).map(end => (
          <label key={end} for={`quiet-${end}`}>
            {w[end]}
            <input
              id={`quiet-${end}`}
              class="form-input"
              type="time"
              value={chosen.quiet?.[end] ?? ''}
              onInput={event => quietly({ [end]: event.currentTarget.value })}
            />
          </label>
        ))}
      </fieldset>
      <div class="buttons">
        <button type="submit" class="button button-primary">
          {w.save}
        </button>
        <p role="status" class="soft">
          {how && w[how]}
        </p>
      </div>
    </form>
  )
}
