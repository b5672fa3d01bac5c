import type { FromPage, ToPage } from '../../desk/wire.ts'
import { type Connection, connect } from './connection.ts'
import type { Core, Hears } from './core.ts'

export interface Live {
  send(frame: FromPage): void
}

/** What may come many times a second. What takes something off the screen is drawn at once: the focus must not be left on what is gone. */
const often: ReadonlySet<ToPage['type']> = new Set(['waits', 'waitsNoMore', 'conversation', 'typing', 'presence'])

/** The live connection while somebody is signed in. What comes goes to the capability that hears it. */
export function createLive(core: Core, hears: Hears<ToPage['type']>): Live {
  const { state, set, announcer, t } = core
  let connection: Connection | undefined

  core.on('signedIn', () => {
    connection?.close()
    connection = connect({ hello, frame: hear, online })
  })
  const close = () => {
    connection?.close()
    connection = undefined
  }
  core.on('signedOut', close)
  core.on('leaving', close)

  return { send: frame => connection?.send(frame) }

  function hello(): FromPage {
    if (!state().everOnline) return { type: 'hello' }
    const known = Object.fromEntries(state().talks.map(({ view, lines }) => [view.id, lines.at(-1)?.number ?? 0]))
    return { type: 'hello', presence: state().presence, known }
  }

  function online(isOnline: boolean): void {
    if (isOnline === state().online) return
    if (isOnline && state().everOnline) announcer.say(t().connection.back)
    if (!isOnline && state().everOnline && state().phase === 'room') announcer.say(t().connection.away)
    set({ ...state(), online: isOnline, everOnline: state().everOnline || isOnline })
    core.tell('online', isOnline)
    if (!isOnline) void core.checkSession('offline')
  }

  function hear(frame: ToPage): void {
    // Its own hearer takes exactly this frame; the compiler does not carry that over from the key.
    const one = hears[frame.type] as (frame: ToPage) => void
    if (often.has(frame.type)) core.hear(() => one(frame))
    else one(frame)
  }
}
