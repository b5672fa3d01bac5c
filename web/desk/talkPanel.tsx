import { Composer } from './composer.tsx'
import { TalkCourse } from './course/talkCourse.tsx'
import { Endings } from './endings.tsx'
import { HandoverPanel } from './handoverPanel.tsx'
import { Icon } from './icons.tsx'
import { Log } from './log.tsx'
import type { Room } from './room.ts'
import type { State, Talk } from './state.ts'
import { UrgencyTag } from './urgencyTag.tsx'
import { clock, fill, type Words, who } from './words.ts'

/** The open conversation: who it is, what they let us know, what is said, and where to write. */
export function TalkPanel({ room, state, talk, t }: { room: Room; state: State; talk: Talk; t: Words }) {
  const { view } = talk
  const place = state.municipalities.find(({ id }) => id === view.municipality)?.name
  return (
    <article class="talk" aria-labelledby="talk-title">
      <header class="talk-head">
        <button type="button" class="quiet to-lists" onClick={() => room.openTalk(undefined)}>
          <Icon name="back" />
          {t.talks.back}
        </button>
        <div class="talk-name">
          <h2 id="talk-title" tabIndex={-1}>
            {who(view, t)}
          </h2>
          <UrgencyTag urgency={view.urgency} kinds={view.kinds} t={t} />
          <p class="soft">{[place, fill(t.talks.since, { time: clock(view.since, state.locale) })].filter(Boolean).join(' · ')}</p>
        </div>
        <TalkCourse talk={talk} locale={state.locale} />
        <Endings room={room} id={view.id} t={t} />
      </header>
      <div class="talk-body">
        <HandoverPanel talk={talk} t={t} />
        <Log room={room} state={state} talk={talk} t={t} />
      </div>
      <Composer room={room} talk={talk} t={t} />
    </article>
  )
}
