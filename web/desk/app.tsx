import { useEffect, useState } from 'preact/hooks'
import { Desk } from './desk.tsx'
import { Mark } from './icons.tsx'
import { IdleWarning } from './idleWarning.tsx'
import { LinkForm } from './linkForm.tsx'
import type { Notices } from './notices.ts'
import type { Room } from './room.ts'
import { SignIn } from './signIn.tsx'
import type { State } from './state.ts'
import { TopBar } from './topBar.tsx'
import { type Words, words } from './words.ts'

/** The counsellors' page: signing in, and the desk. */
export function App({ room, notices }: { room: Room; notices: Notices }) {
  const [state, setState] = useState(room.state())
  useEffect(() => {
    setState(room.state())
    return room.listen(() => setState(room.state()))
  }, [room])
  const t = words[state.locale]

  if (state.phase === 'starting') return null
  if (state.phase === 'signIn') return <SignIn room={room} state={state} t={t} />
  if (state.phase === 'done') return <SignedInElsewhere t={t} />
  if (state.phase === 'link') return <LinkForm room={room} state={state} t={t} />
  if (state.me && !state.me.may.includes('talk')) return <NoTalks room={room} state={state} t={t} notices={notices} />
  return <Desk room={room} state={state} t={t} notices={notices} />
}

/** The tab in which one signed in again: the desk goes on in the other one. */
const SignedInElsewhere = ({ t }: { t: Words }) => (
  <main class="door">
    <Mark />
    <h1>{t.signIn.inAgain}</h1>
    <p>{t.signIn.inAgainText}</p>
    <a class="button" href="/desk">
      {t.signIn.openHere}
    </a>
  </main>
)

/** Someone whose work here is another than talking with citizens. */
function NoTalks({ room, state, t, notices }: { room: Room; state: State; t: Words; notices: Notices }) {
  return (
    <div class="desk desk-list">
      <header>
        <TopBar room={room} state={state} t={t} notices={notices} />
      </header>
      <main class="nothing-open">
        <h2>{t.noTalks.title}</h2>
        <p>{t.noTalks.text}</p>
      </main>
      {state.idle && <IdleWarning room={room} t={t} />}
    </div>
  )
}
