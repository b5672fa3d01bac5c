import { useEffect, useState } from 'preact/hooks'
import { Mark } from './icons.tsx'
import { IdleWarning } from './idleWarning.tsx'
import { LinkForm } from './linkForm.tsx'
import type { Notices } from './notices.ts'
import { QueueList } from './queueList.tsx'
import type { Room } from './room.ts'
import { SignIn } from './signIn.tsx'
import type { State } from './state.ts'
import { TalkList } from './talkList.tsx'
import { TalkPanel } from './talkPanel.tsx'
import { TopBar } from './topBar.tsx'
import { type Words, words } from './words.ts'

/** The counsellors' desk: who waits, one's own conversations, and the one that is open. */
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
  const open = state.talks.find(({ view }) => view.id === state.open)
  return (
    <div class={`desk ${open ? 'desk-talk' : 'desk-list'}`}>
      <a class="skip" href="#talk">
        {t.skipToTalk}
      </a>
      <a class="skip" href="#queue">
        {t.skipToQueue}
      </a>
      <header>
        <TopBar room={room} state={state} t={t} notices={notices} />
        {!state.online && state.everOnline && (
          <p class="away-line">
            <strong>{t.connection.away}</strong>
          </p>
        )}
        <NoticeList room={room} state={state} t={t} />
      </header>
      <main>
        <div class="lists">
          <TalkList room={room} state={state} t={t} />
          <QueueList room={room} state={state} t={t} />
        </div>
        <div class="stage" id="talk" tabIndex={-1}>
          {open ? (
            <TalkPanel key={open.view.id} room={room} state={state} talk={open} t={t} />
          ) : (
            <div class="nothing-open">
              <h2>{t.talks.choose}</h2>
              <p>{t.talks.chooseHint}</p>
            </div>
          )}
        </div>
      </main>
      {state.idle && <IdleWarning room={room} t={t} />}
    </div>
  )
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

function NoticeList({ room, state, t }: { room: Room; state: State; t: Words }) {
  if (state.notices.length === 0) return null
  return (
    <ul class="notices">
      {state.notices.map(({ id, text }) => (
        <li key={id}>
          <span>{text}</span>
          <button type="button" class="quiet" onClick={() => room.dismiss(id)}>
            {t.left.dismiss}
          </button>
        </li>
      ))}
    </ul>
  )
}
