import { useState } from 'preact/hooks'
import type { Me } from '../../desk/wire.ts'
import { type Answer, ask, done } from './api.ts'
import { Field } from './field.tsx'
import { Mark } from './icons.tsx'
import { LanguageChoice } from './languageChoice.tsx'
import { ProviderLink } from './providerLink.tsx'
import type { Room } from './room.ts'
import { useWays } from './signInWays.ts'
import type { State } from './state.ts'
import { clock, fill, type Words } from './words.ts'

interface Signing {
  me?: Me
  why?: 'wrong' | 'code' | 'wrongCode' | 'paused'
  until?: string
}

export function SignIn({ room, state, t }: { room: Room; state: State; t: Words }) {
  const [email, setEmail] = useState(state.me?.email ?? '')
  const [password, setPassword] = useState('')
  /** Undefined until one is asked for. */
  const [code, setCode] = useState<string>()
  const [fault, setFault] = useState<string>()
  const [working, setWorking] = useState(false)
  const ways = useWays()

  async function signIn(event: Event) {
    event.preventDefault()
    if (working) return
    setWorking(true)
    setFault(undefined)
    const answer = await ask<Signing>('/sign-in', { email, password, ...(code !== undefined && { code }) })
    setWorking(false)
    if (done(answer) && answer.body.me) return room.entered(answer.body.me)
    const why = answer === 'offline' ? undefined : answer.body.why
    if (why === 'code') return setCode('')
    if (why === 'wrongCode') setCode('')
    else {
      setPassword('')
      setCode(undefined)
    }
    setFault(faultOf(answer, state, t))
  }

  return (
    <main class="door">
      <Mark />
      <h1>{t.signIn.title}</h1>
      <p>{state.signInWhy ? t.signIn[state.signInWhy] : t.signIn.intro}</p>
      {state.signInWhy === 'noRole' && ways?.contact !== undefined && <p>{fill(t.signIn.contact, { contact: ways.contact })}</p>}
      {ways?.provider !== undefined && <ProviderLink name={ways.provider} locked={state.me !== undefined} t={t} />}
      {ways?.local && (
        <form onSubmit={signIn} noValidate>
          <Field id="email" label={t.signIn.email} type="email" autoComplete="username" value={email} onInput={setEmail} />
          <Field
            id="password"
            label={t.signIn.password}
            type="password"
            autoComplete="current-password"
            value={password}
            onInput={setPassword}
            fault={code === undefined ? fault : undefined}
          />
          {code !== undefined && (
            <Field
              id="code"
              label={t.signIn.code}
              hint={t.signIn.codeHint}
              type="text"
              autoComplete="one-time-code"
              value={code}
              onInput={setCode}
              fault={fault}
              focused
            />
          )}
          <button type="submit" class="button button-primary" aria-disabled={working}>
            {working ? t.signIn.working : t.signIn.submit}
          </button>
        </form>
      )}
      {ways?.local && <p class="soft">{t.signIn.forgotten}</p>}
      <LanguageChoice room={room} locale={state.locale} t={t} />
    </main>
  )
}

function faultOf(answer: Answer<Signing>, { locale }: State, { signIn }: Words): string {
  if (answer === 'offline') return signIn.offline
  if (answer.body.why === 'wrong') return signIn.wrong
  if (answer.body.why === 'wrongCode') return signIn.wrongCode
  if (answer.body.why === 'paused') return fill(signIn.paused, { time: clock(answer.body.until ?? '', locale) })
  return signIn.failed
}
