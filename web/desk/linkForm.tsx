import { useEffect, useState } from 'preact/hooks'
import type { Me } from '../../desk/wire.ts'
import { ask, done } from './api.ts'
import { Field } from './field.tsx'
import { Mark } from './icons.tsx'
import { LanguageChoice } from './languageChoice.tsx'
import type { Room } from './room.ts'
import type { State } from './state.ts'
import type { Words } from './words.ts'

type Fault = 'noName' | 'unlike' | 'weak' | 'noEmail' | 'spent' | 'offline'

/** The first sign-in, and a new password: the one-time link has brought one here. */
export function LinkForm({ room, state, t }: { room: Room; state: State; t: Words }) {
  const token = room.link() ?? ''
  const [known, setKnown] = useState<{ email?: string }>()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [fault, setFault] = useState<Fault>()
  const [working, setWorking] = useState(false)

  useEffect(() => {
    void ask<{ email?: string }>('/links/look', { token }).then(answer => {
      if (done(answer)) setKnown(answer.body)
      else setFault(answer === 'offline' ? 'offline' : 'spent')
    })
  }, [token])

  async function use(event: Event) {
    event.preventDefault()
    if (working) return
    setFault(undefined)
    if (name.trim().length < 2) return setFault('noName')
    if (password !== again) return setFault('unlike')
    setWorking(true)
    const chosen = { token, name, password, ...(known?.email === undefined && { email }) }
    const answer = await ask<{ me?: Me; why?: 'weak' | 'noEmail' }>('/links/use', chosen)
    setWorking(false)
    if (done(answer) && answer.body.me) return room.entered(answer.body.me)
    if (answer === 'offline') return setFault('offline')
    setFault(answer.body.why ?? (answer.status === 403 ? 'spent' : 'weak'))
  }

  return (
    <main class="door">
      <Mark />
      <h1>{t.link.title}</h1>
      {fault === 'spent' || fault === 'offline' ? (
        <>
          <p class="fault" role="alert">
            {fault === 'spent' ? t.link.spent : t.signIn.offline}
          </p>
          <button type="button" class="button button-primary" onClick={room.toSignIn}>
            {t.link.toSignIn}
          </button>
        </>
      ) : (
        <>
          <p>{t.link.intro}</p>
          <form onSubmit={use} noValidate>
            <Field
              id="name"
              label={t.link.name}
              hint={t.link.nameHint}
              type="text"
              autoComplete="name"
              value={name}
              onInput={setName}
              fault={fault === 'noName' ? t.link.noName : undefined}
            />
            {known?.email === undefined ? (
              <Field
                id="email"
                label={t.signIn.email}
                hint={t.link.emailHint}
                type="email"
                autoComplete="username"
                value={email}
                onInput={setEmail}
                fault={fault === 'noEmail' ? t.link.noEmail : undefined}
              />
            ) : (
              <p>
                {t.signIn.email}: <strong>{known.email}</strong>
              </p>
            )}
            <Field
              id="password"
              label={t.link.password}
              hint={t.link.passwordHint}
              type="password"
              autoComplete="new-password"
              value={password}
              onInput={setPassword}
              fault={fault === 'weak' ? t.link.weak : undefined}
            />
            <Field
              id="again"
              label={t.link.again}
              type="password"
              autoComplete="new-password"
              value={again}
              onInput={setAgain}
              fault={fault === 'unlike' ? t.link.unlike : undefined}
            />
            <button type="submit" class="button button-primary" aria-disabled={working}>
              {working ? t.signIn.working : t.link.submit}
            </button>
          </form>
        </>
      )}
      <LanguageChoice room={room} locale={state.locale} t={t} />
    </main>
  )
}
