import { useState } from 'preact/hooks'
import { ask, done } from './api.ts'
import { Field } from './field.tsx'
import type { State } from './state.ts'
import { fill, type Words } from './words.ts'

const roles = ['counsellor', 'coordinator', 'admin'] as const

/** An admin lets a colleague in, or gives them a new link; the link is shown once and must be passed on by hand. */
export function AddColleague({ state, t, onAdded }: { state: State; t: Words; onAdded: () => void }) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<(typeof roles)[number]>('counsellor')
  const [municipality, setMunicipality] = useState('')
  const [made, setMade] = useState<{ link: string; email: string; copied: boolean }>()
  const [failed, setFailed] = useState(false)

  async function add(event: Event) {
    event.preventDefault()
    setFailed(false)
    const answer = await ask<{ link: string }>('/accounts', { email, role, municipalities: municipality === '' ? [] : [municipality] })
    if (!done(answer)) return setFailed(true)
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
          fault={failed ? t.account.addFailed : undefined}
        />
        <div class="field">
          <label for="role">{t.account.addRole}</label>
          <select id="role" value={role} onChange={event => setRole(roles.find(one => one === event.currentTarget.value) ?? 'counsellor')}>
            {roles.map(one => (
              <option key={one} value={one}>
                {t.account.roles[one]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="municipality">{t.account.addMunicipality}</label>
          <select id="municipality" value={municipality} onChange={event => setMunicipality(event.currentTarget.value)}>
            <option value="">{t.account.allMunicipalities}</option>
            {state.municipalities.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">{t.account.addSubmit}</button>
      </form>
      {made && (
        <div role="status">
          <p>{fill(t.account.addDone, { email: made.email })}</p>
          <p class="made-link">{made.link}</p>
          <button
            type="button"
            class="quiet"
            onClick={() => void navigator.clipboard.writeText(made.link).then(() => setMade({ ...made, copied: true }))}
          >
            {made.copied ? t.account.copied : t.account.copy}
          </button>
        </div>
      )}
    </section>
  )
}
