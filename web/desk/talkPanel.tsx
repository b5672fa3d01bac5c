import { BesidePanel } from './besidePanel.tsx'
import { Composer } from './composer.tsx'
import { TalkCourse } from './course/talkCourse.tsx'
import { Endings } from './endings.tsx'
import { HandoverPanel } from './handoverPanel.tsx'
import { Icon } from './icons.tsx'
import { Log } from './log.tsx'
import { NoteBox } from './noteBox.tsx'
import { panelIds } from './panelIds.ts'
import type { Room } from './room.ts'
import type { State, Talk } from './state.ts'
import { Suggestions } from './suggestions.tsx'
import { UrgencyTag } from './urgencyTag.tsx'
import { clock, fill, type Words, who } from './words.ts'

interface PanelProps {
  room: Room
  state: State
  talk: Talk
  /** The one in use, of those that stand side by side. */
  current: boolean
  t: Words
}

/** An open conversation: who it is, what they let us know, what is said, and where to write. */
export function TalkPanel({ room, state, talk, current, t }: PanelProps) {
  const { view } = talk
  const ids = panelIds(view.id, current)
  const together = state.together[view.id]
  // A colleague's words must not lie out of sight.
  const advised = together !== undefined && (together.people.length > 0 || together.asides.length > 0)
  const beside = <BesidePanel room={room} id={view.id} municipality={view.municipality} together={together} t={t} />
  const place = state.municipalities.find(({ id }) => id === view.municipality)?.name
  return (
    <article
      class={current ? 'talk talk-current' : 'talk'}
      aria-labelledby={ids('talk-title')}
      onFocusCapture={() => {
        if (room.state().open !== view.id) room.openTalk(view.id)
      }}
    >
      <header class="talk-head">
        <button type="button" class="button button-tertiary to-lists" onClick={() => room.openTalk(undefined)}>
          <Icon name="back" />
          {t.talks.back}
        </button>
        <div class="talk-name">
          <h2 id={ids('talk-title')} tabIndex={-1}>
            {who(view, t)}
          </h2>
          <UrgencyTag urgency={view.urgency} kinds={view.kinds} t={t} />
          <p class="soft">{[place, fill(t.talks.since, { time: clock(view.since, state.locale) })].filter(Boolean).join(' · ')}</p>
          {view.writesIn !== undefined && <p class="mark-line">{fill(t.writesIn, { language: nameOf(view.writesIn, state.locale) })}</p>}
        </div>
        <TalkCourse talk={talk} locale={state.locale} />
        <Endings room={room} talk={talk} t={t} />
      </header>
      <div class="talk-body">
        <aside class="beside" aria-label={t.talk.card}>
          {advised && beside}
          <HandoverPanel talk={talk} ids={ids} t={t} />
          {!advised && beside}
          <NoteBox room={room} talk={talk} ids={ids} t={t} />
        </aside>
        <Log room={room} state={state} talk={talk} ids={ids} t={t} />
      </div>
      <div class="foot">
        <Suggestions room={room} talk={talk} ids={ids} t={t} />
        <Composer room={room} state={state} talk={talk} ids={ids} t={t} />
      </div>
    </article>
  )
}

const nameOf = (language: string, locale: string) => new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language
