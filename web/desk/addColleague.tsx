import { useState } from 'preact/hooks'
import type { DeskRole } from '../../desk/roles.ts'
import { ask, done } from './api.ts'
import { Field } from './field.tsx'
import type { State } from './state.ts'
import { fill, type Words } from './words.ts'

const everyRole: DeskRole[] = ['counsellor', 'coordinator', 'supervisor', 'admin']

/** An admin lets a colleague in, or gives them a new link; the link is shown once and must be passed on by hand. */
export function AddColleague({ state, t, onAdded }: { state: State; t: Words; onAdded: () => void }) {
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<DeskRole[]>(['counsellor'])
  const [municipality, setMunicipality] = useState('')
  const [made, setMade] = useState<{ link: string; email: string; copied: boolean }>()
  const [fault, setFault] = useState<'addFailed' | 'noRole'>()
  // An admin of one municipality gives access there, not everywhere.
  const mine = state.me?.municipalities ?? []
  const offered = state.municipalities.filter(({ id }) => mine.length === 0 || mine.includes(id))
  const chosen = municipality === '' ? mine : [municipality]

  async function add(event: Event) {
    event.preventDefault()
    setFault(undefined)
    if (roles.length === 0) return setFault('noRole')
    const answer = await ask<{ link: string }>('/accounts', { email, roles, municipalities: chosen })
    if (!done(answer)) return setFault('addFailed')
    setMade({ link: answer.body.link, email, copied: false })
    setEmail('')
    onAdded()
  }

  return (
    <section class="add-colleague" aria-labelledby="add-title">
      <h3 id="add-title">{t.account.addTitle}</h3>
      <form onSubmit={add} noValidate>
        <Field
          id="colleague"
          label={t.account.addEmail}
          type="email"
          autoComplete="off"
          value={email}
          onInput={setEmail}
          fault={fault === 'addFailed' ? t.account.addFailed : undefined}
        />
        <fieldset class="field" aria-describedby={fault === 'noRole' ? 'role-fault' : undefined}>
          <legend>{t.account.addRole}</legend>
          {fault === 'noRole' && (
            <p class="fault" id="role-fault" role="alert">
              {t.account.addNoRole}
            </p>
          )}
          {everyRole.map(role => (
            <label key={role} class="choice">
              <input
                type="checkbox"
                checked={roles.includes(role)}
                onChange={event => setRoles(everyRole.filter(one => (one === role ? event.currentTarget.checked : roles.includes(one))))}
              />
              <span>
                {t.account.roles[role]}
                <span class="soft">{t.account.roleHint[role]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div class="field">
          <label for="municipality">{t.account.addMunicipality}</label>
          <select id="municipality" value={municipality} onChange={event => setMunicipality(event.currentTarget.value)}>
            <option value="">{mine.length === 0 ? t.account.allMunicipalities : t.account.mineAll}</option>
            {offered.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="button button-secondary">
          {t.account.addSubmit}
        </button>
      </form>
      {made && (
        <div role="status">
          <p>{fill(t.account.addDone, { email: made.email })}</p>
          <p class="made-link">{made.link}</p>
          <button
            type="button"
            class="button button-tertiary"
            onClick={() => void navigator.clipboard.writeText(made.link).then(() => setMade({ ...made, copied: true }))}
          >
            {made.copied ? t.account.copied : t.account.copy}
          </button>
        </div>
      )}
    </section>
  )
}
