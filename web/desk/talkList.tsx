import type { Room } from './room.ts'
import { type State, unread } from './state.ts'
import { UrgencyTag } from './urgencyTag.tsx'
import { focusTalk } from './useTaking.ts'
import { counted, type Words, who } from './words.ts'

export function TalkList({ room, state, t }: { room: Room; state: State; t: Words }) {
  return (
    <section class="talks" aria-labelledby="talks-title">
      <h2 id="talks-title">{t.talks.title}</h2>
      {state.talks.length === 0 && <p class="soft">{t.talks.empty}</p>}
      <ul>
        {state.talks.map((talk, at) => {
          const news = unread(talk)
          const last = talk.lines.findLast(({ who: speaker }) => speaker === 'citizen' || speaker === 'counsellor')
          const open = talk.view.id === state.open
          return (
            <li key={talk.view.id}>
              <button
                type="button"
                class={news > 0 ? 'talk-choice talk-news' : 'talk-choice'}
                aria-current={open ? 'true' : undefined}
                {...(at < 9 && { 'aria-keyshortcuts': `Alt+${at + 1}` })}
                onClick={() => {
                  room.openTalk(talk.view.id)
                  focusTalk()
                }}
              >
                <span class="talk-who">{who(talk.view, t)}</span>
                {news > 0 && <span class="badge">{counted(t.talks.unread_one, t.talks.unread_other, news)}</span>}
                <UrgencyTag urgency={talk.view.urgency} kinds={[]} t={t} />
                <span class="talk-last soft">{talk.typing ? t.talk.typing : (last?.spoken.text ?? talk.view.themes.join(' · '))}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
