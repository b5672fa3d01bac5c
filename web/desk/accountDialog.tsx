import { useState } from 'preact/hooks'
import { AddColleague } from './addColleague.tsx'
import { ColleagueList } from './colleagueList.tsx'
import { Dialog } from './dialog.tsx'
import { KeyList } from './keyList.tsx'
import { LanguageChoice } from './languageChoice.tsx'
import type { Notices } from './notices.ts'
import type { Room } from './room.ts'
import { SecondFactor } from './secondFactor.tsx'
import { SetUp } from './setUp.tsx'
import type { State } from './state.ts'
import { fill, type Words } from './words.ts'

export function AccountDialog({
  room,
  state,
  t,
  notices,
  onClose,
}: {
  room: Room
  state: State
  t: Words
  notices: Notices
  onClose: () => void
}) {
  const [added, setAdded] = useState(0)
  const [told, setTold] = useState(notices.state())
  return (
    <Dialog title={t.account.menu} onClose={onClose}>
      <p>{fill(t.account.signedInAs, { name: state.me?.name ?? '' })}</p>
      <LanguageChoice room={room} locale={state.locale} t={t} />
      {told === 'blocked' ? (
        <p class="soft">{t.account.noticesBlocked}</p>
      ) : (
        <p>
          <button
            type="button"
            class="button button-tertiary"
            aria-pressed={told === 'on'}
            onClick={() => notices.toggle().then(() => setTold(notices.state()))}
          >
            {t.account.notices}: {told === 'on' ? t.account.noticesOn : t.account.noticesOff}
          </button>
        </p>
      )}
      {state.me?.may.includes('talk') && (
        <>
          <SetUp room={room} state={state} t={t} notices={notices} />
          <KeyList t={t} />
        </>
      )}
      {state.me?.secondFactor !== undefined && <SecondFactor me={state.me} t={t} />}
      {state.me?.may.includes('manageAccounts') && (
        <>
          <AddColleague state={state} t={t} onAdded={() => setAdded(added + 1)} />
          <ColleagueList me={state.me} added={added} t={t} />
        </>
      )}
      <div class="buttons">
        <button type="button" class="button button-warning" onClick={() => void room.signOut()}>
          {t.account.signOut}
        </button>
        <button type="button" class="button button-secondary" onClick={onClose}>
          {t.account.close}
        </button>
      </div>
    </Dialog>
  )
}
