import { useState } from 'preact/hooks'
import type { Me } from '../../desk/wire.ts'
import { type Answer, ask, done } from './api.ts'
import { Field } from './field.tsx'
import { Mark } from './icons.tsx'
import { LanguageChoice } from './languageChoice.tsx'
import type { Room } from './room.ts'
import type { State } from './state.ts'
import { clock, fill, type Words } from './words.ts'

interface Signing {
  me?: Me
  why?: 'wrong' | 'paused'
  until?: string
}

export function SignIn({ room, state, t }: { room: Room; state: State; t: Words }) {
  const [email, setEmail] = useState(state.me?.email ?? '')
  const [password, setPassword] = useState('')
  const [fault, setFault] = useState<string>()
  const [working, setWorking] = useState(false)

  async function signIn(event: Event) {
    event.preventDefault()
    if (working) return
    setWorking(true)
    setFault(undefined)
    const answer = await ask<Signing>('/sign-in', { email, password })
    setWorking(false)
    if (done(answer) && answer.body.me) return room.entered(answer.body.me)
    setPassword('')
    setFault(faultOf(answer, state, t))
  }

  return (
    <main class="door">
      <Mark />
      <h1>{t.signIn.title}</h1>
      <p>{state.signInWhy ? t.signIn[state.signInWhy] : t.signIn.intro}</p>
      <form onSubmit={signIn} noValidate>
        <Field id="email" label={t.signIn.email} type="email" autoComplete="username" value={email} onInput={setEmail} />
        <Field
          id="password"
          label={t.signIn.password}
          type="password"
          autoComplete="current-password"
          value={password}
          onInput={setPassword}
          fault={fault}
        />
        <button type="submit" class="primary" aria-disabled={working}>
          {working ? t.signIn.working : t.signIn.submit}
        </button>
      </form>
      <p class="soft">{t.signIn.forgotten}</p>
      <LanguageChoice room={room} locale={state.locale} t={t} />
    </main>
  )
}

function faultOf(answer: Answer<Signing>, { locale }: State, { signIn }: Words): string {
  if (answer === 'offline') return signIn.offline
  if (answer.body.why === 'wrong') return signIn.wrong
  if (answer.body.why === 'paused') return fill(signIn.paused, { time: clock(answer.body.until ?? '', locale) })
  return signIn.failed
}
