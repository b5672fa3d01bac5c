import { useState } from 'preact/hooks'
import type { Me } from '../../desk/wire.ts'
import { ask, done } from './api.ts'
import { Field } from './field.tsx'
import { fill, type Words } from './words.ts'

interface Begun {
  secret: string
  uri: string
  pending: string
}

/** A code from the phone at each sign-in: set up, and done without again. */
export function SecondFactor({ me, t }: { me: Me; t: Words }) {
  const [on, setOn] = useState(me.secondFactor === 'on')
  const [begun, setBegun] = useState<Begun>()
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<string[]>()
  const [fault, setFault] = useState<string>()
  const w = t.secondFactor

  async function begin() {
    const answer = await ask<Begun>('/second-factor/begin', {})
    if (done(answer)) setBegun(answer.body)
    else setFault(t.signIn.failed)
  }

  async function send(event: Event) {
    event.preventDefault()
    setFault(undefined)
    const answer = begun
      ? await ask<{ codes?: string[]; why?: string }>('/second-factor/set', { pending: begun.pending, code })
      : await ask<{ codes?: string[]; why?: string }>('/second-factor/remove', { code })
    setCode('')
    if (!done(answer)) return setFault(t.signIn.failed)
    if (answer.body.why !== undefined) return setFault(t.signIn.wrongCode)
    setCodes(answer.body.codes)
    setBegun(undefined)
    setOn(!on)
  }

  return (
    <section class="add-colleague" aria-labelledby="second-title">
      <h3 id="second-title">{w.title}</h3>
      <p role="status">{on ? w.on : w.off}</p>
      {codes && (
        <div>
          <p>{w.codes}</p>
          <ul class="made-link">
            {codes.map(one => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
      {!on && !begun && (
        <button type="button" class="button button-secondary" onClick={() => void begin()}>
          {w.begin}
        </button>
      )}
      {begun && (
        <>
          <p>{fill(w.how, { name: 'Brobygger' })}</p>
          <p class="made-link">{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
          <a class="button" href={begun.uri}>
            {w.open}
          </a>
        </>
      )}
      {(begun || on) && (
        <form onSubmit={send} noValidate>
          <Field
            id="second-code"
            label={on ? w.codeToRemove : t.signIn.code}
            type="text"
            autoComplete="one-time-code"
            value={code}
            onInput={setCode}
            fault={fault}
          />
          <button type="submit" class="button button-secondary">
            {on ? w.remove : w.set}
          </button>
        </form>
      )}
    </section>
  )
}
