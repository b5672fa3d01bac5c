import { useState } from 'preact/hooks'
import { AccountDialog } from './accountDialog.tsx'
import { CourseList } from './course/courseList.tsx'
import { Icon, Mark } from './icons.tsx'
import type { Notices } from './notices.ts'
import type { Room } from './room.ts'
import type { Presence, State } from './state.ts'
import { fill, type Words } from './words.ts'

const choices: Presence[] = ['available', 'busy', 'away']

export function TopBar({ room, state, t, notices }: { room: Room; state: State; t: Words; notices: Notices }) {
  const [settings, setSettings] = useState(false)
  return (
    <div class="top">
      <Mark />
      <h1>{t.title}</h1>
      {state.me?.may.includes('talk') && (
        <>
          <fieldset class="presence" aria-describedby="presence-hint">
            <legend class="unseen">{t.presence.label}</legend>
            {choices.map(presence => (
              <label key={presence} class={`presence-${presence}`}>
                <input
                  type="radio"
                  name="presence"
                  value={presence}
                  checked={state.presence === presence}
                  onChange={() => room.choosePresence(presence)}
                />
                <span>
                  <Icon name={presence} />
                  {t.presence[presence]}
                </span>
              </label>
            ))}
          </fieldset>
          <p class="presence-hint soft" id="presence-hint">
            {t.presence.hint[state.presence]}
          </p>
        </>
      )}
      <details class="colleagues">
        <summary>{fill(t.presence.colleagues, { count: state.colleagues.length })}</summary>
        <ul>
          {state.colleagues.map(({ name, presence, me }) => (
            <li key={name}>
              <Icon name={presence} />
              <span>
                {name}
                {me && ` (${t.presence.you})`}
              </span>
              <span class="soft">{t.presence[presence]}</span>
            </li>
          ))}
        </ul>
      </details>
      {state.me?.may.includes('talk') && <CourseList locale={state.locale} />}
      {state.me?.may.includes('coordinate') && <a href="/coordinator">{t.coordinator}</a>}
      <button type="button" class="button button-tertiary settings" onClick={() => setSettings(true)}>
        <Icon name="settings" />
        {t.account.menu}
      </button>
      {settings && <AccountDialog room={room} state={state} t={t} notices={notices} onClose={() => setSettings(false)} />}
    </div>
  )
}
