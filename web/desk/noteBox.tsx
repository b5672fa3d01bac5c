import { useEffect, useRef, useState } from 'preact/hooks'
import type { Room } from './room.ts'
import type { Talk } from './state.ts'
import { fill, type Words } from './words.ts'

const restMilliseconds = 700

/** What a counsellor notes for themselves while they talk. Kept as they write; sealed with the conversation, and gone with it. */
export function NoteBox({ room, talk, ids, t }: { room: Room; talk: Talk; ids: (name: string) => string; t: Words }) {
  const { id, note } = talk.view
  const [text, setText] = useState(note?.text ?? '')
  const [how, setHow] = useState<'saving' | 'saved' | 'failed'>()
  const unsaved = useRef<string | undefined>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  async function keep() {
    const words = unsaved.current
    if (words === undefined) return
    unsaved.current = undefined
    const kept = await room.keepNote(id, words)
    if (unsaved.current !== undefined) return // something newer is on its way
    if (!kept) unsaved.current = words
    setHow(kept ? 'saved' : 'failed')
  }

  function write(next: string) {
    setText(next)
    setHow('saving')
    unsaved.current = next
    clearTimeout(timer.current)
    timer.current = setTimeout(keep, restMilliseconds)
  }

  // Whoever goes to another talk has not lost the last words.
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      void keep()
    },
    [],
  )

  return (
    <section class="note" aria-labelledby={ids('note-title')}>
      <h3 id={ids('note-title')}>{t.note.title}</h3>
      <label class="form-label unseen" for={ids('note')}>
        {t.note.label}
      </label>
      <p class="form-hint hint" id={ids('note-hint')}>
        {t.note.hint}
        {note && !note.mine && ` ${fill(t.note.by, { name: note.by })}`}
      </p>
      <textarea
        id={ids('note')}
        class="form-input"
        rows={4}
        maxLength={4000}
        aria-describedby={ids('note-hint')}
        value={text}
        onInput={event => write(event.currentTarget.value)}
        onBlur={() => void keep()}
      />
      <p class="soft" role="status">
        {how && t.note[how]}
      </p>
    </section>
  )
}
