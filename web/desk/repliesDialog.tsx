import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Me } from '../../desk/wire.ts'
import { Dialog } from './dialog.tsx'
import { ReplyForm } from './replyForm.tsx'
import { createReplySearch, fetchReplies, type KnownReply } from './replyList.ts'
import { fill, type Locale, type Words } from './words.ts'

interface RepliesProps {
  me: Me | undefined
  /** Of the talk: the citizen's. */
  language: Locale
  municipality: { id: string; name: string }
  t: Words
  onUse: (text: string) => void
  onClose: () => void
}

/** Quick replies: found as one types, used with one press, made and mended here too. Enter uses the first. */
export function RepliesDialog({ me, language, municipality, t, onUse, onClose }: RepliesProps) {
  const [replies, setReplies] = useState<KnownReply[]>([])
  const [text, setText] = useState('')
  const [edited, setEdited] = useState<KnownReply | 'new'>()
  const [changes, setChanges] = useState(0)
  useEffect(() => void fetchReplies(language).then(setReplies), [language, changes])
  const search = useMemo(() => createReplySearch(replies), [replies])
  const found = search(text)
  const w = t.replies
  const mayEdit = ({ whose }: KnownReply) => whose === 'own' || (whose === 'shared' && me?.may.includes('shareReplies') === true)

  if (edited !== undefined)
    return (
      <ReplyForm
        reply={edited === 'new' ? undefined : edited}
        mayShare={me?.may.includes('shareReplies') === true}
        municipality={municipality}
        t={t}
        onDone={() => {
          setEdited(undefined)
          setChanges(changes + 1)
        }}
        onClose={() => setEdited(undefined)}
      />
    )
  return (
    <Dialog title={w.title} onClose={onClose}>
      <form
        class="form-group field"
        onSubmit={event => {
          event.preventDefault()
          if (found[0]) onUse(found[0].text)
        }}
      >
        <label class="form-label" for="reply-search">
          {w.search}
        </label>
        <input
          id="reply-search"
          class="form-input"
          type="search"
          autoComplete="off"
          value={text}
          maxLength={60}
          onInput={event => setText(event.currentTarget.value)}
        />
      </form>
      <p role="status" class="soft">
        {found.length === 0 ? w.none : fill(w.results, { count: found.length })}
      </p>
      <ul class="found">
        {found.map(reply => (
          <li key={`${reply.whose} ${reply.id}`}>
            <div>
              <strong id={`reply-${reply.id}`}>{reply.title}</strong> <span class="soft">{w[reply.whose]}</span>
              <p class="soft">{reply.text}</p>
            </div>
            <div class="found-actions">
              <button
                type="button"
                class="button button-secondary"
                id={`use-${reply.id}`}
                aria-labelledby={`use-${reply.id} reply-${reply.id}`}
                onClick={() => onUse(reply.text)}
              >
                {w.use}
              </button>
              {mayEdit(reply) && (
                <button
                  type="button"
                  class="button button-tertiary"
                  id={`edit-${reply.id}`}
                  aria-labelledby={`edit-${reply.id} reply-${reply.id}`}
                  onClick={() => setEdited(reply)}
                >
                  {w.edit}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <button type="button" class="button button-secondary" onClick={() => setEdited('new')}>
          {w.new}
        </button>
        <button type="button" class="button button-secondary" onClick={onClose}>
          {w.close}
        </button>
      </div>
    </Dialog>
  )
}
