import { useEffect, useState } from 'preact/hooks'
import { AlongPanel } from './alongPanel.tsx'
import { AskedOfMe } from './askedOfMe.tsx'
import { IdleWarning } from './idleWarning.tsx'
import { listenToKeys } from './keys.ts'
import { NoticeList } from './noticeList.tsx'
import type { Notices } from './notices.ts'
import { Overview } from './overview.tsx'
import { usePanelRoom } from './panelRoom.ts'
import { PauseDialog } from './pauseDialog.tsx'
import { QueueList } from './queueList.tsx'
import type { Room } from './room.ts'
import { type State, shownTalks } from './state.ts'
import { TalkList } from './talkList.tsx'
import { TalkPanel } from './talkPanel.tsx'
import { TopBar } from './topBar.tsx'
import { useTaking } from './useTaking.ts'
import type { Words } from './words.ts'

/** The counsellors' desk: who waits, one's own conversations, and those that are open. */
export function Desk({ room, state, t, notices }: { room: Room; state: State; t: Words; notices: Notices }) {
  const [pauseAsked, setPauseAsked] = useState(false)
  const taking = useTaking(room)
  const takeNext = () => (room.state().heavyInARow === undefined ? taking.takeNext() : setPauseAsked(true))
  useEffect(() => listenToKeys(room, takeNext))
  const shown = shownTalks(state, Math.min(usePanelRoom(), state.preferences.sideBySide))

  const along = state.open !== undefined && !state.talks.some(({ view }) => view.id === state.open) ? state.together[state.open] : undefined

  return (
    <div class={`desk ${shown.length > 0 || along?.talk ? 'desk-talk' : 'desk-list'}`}>
      <a class="skip" href="#talk">
        {t.skipToTalk}
      </a>
      <a class="skip" href="#queue">
        {t.skipToQueue}
      </a>
      <header>
        <TopBar room={room} state={state} t={t} notices={notices} />
        {!state.online && state.everOnline && (
          <div class="alert alert-warning away-line">
            <p class="alert-text">
              <strong>{t.connection.away}</strong>
            </p>
          </div>
        )}
        <NoticeList room={room} state={state} t={t} />
      </header>
      <main>
        <div class="lists">
          <AskedOfMe room={room} state={state} t={t} />
          <TalkList room={room} state={state} t={t} />
          <QueueList state={state} t={t} taking={{ ...taking, takeNext }} />
          {state.me?.may.includes('oversee') && <Overview room={room} state={state} t={t} />}
        </div>
        <div class="stage" id="talk" tabIndex={-1}>
          {along?.talk && <AlongPanel room={room} state={state} together={along} t={t} />}
          {!along?.talk &&
            shown.map(talk => (
              <TalkPanel key={talk.view.id} room={room} state={state} talk={talk} current={talk.view.id === state.open} t={t} />
            ))}
          {shown.length === 0 && !along?.talk && (
            <div class="nothing-open">
              <h2>{t.talks.choose}</h2>
              <p>{t.talks.chooseHint}</p>
            </div>
          )}
        </div>
      </main>
      {state.idle && <IdleWarning room={room} t={t} />}
      {pauseAsked && (
        <PauseDialog
          count={state.heavyInARow ?? 0}
          t={t}
          onPause={() => {
            setPauseAsked(false)
            room.pause()
          }}
          onClose={() => setPauseAsked(false)}
          onNext={() => {
            setPauseAsked(false)
            room.noPause()
            taking.takeNext()
          }}
        />
      )}
    </div>
  )
}
