import { useState } from 'preact/hooks'
import { ask, done } from './api.ts'
import { Dialog } from './dialog.tsx'
import type { KnownReply } from './replyList.ts'
import { fill, type Words } from './words.ts'

interface FormProps {
  /** undefined: a new one. */
  reply: KnownReply | undefined
  mayShare: boolean
  municipality: { id: string; name: string }
  t: Words
  onDone: () => void
  onClose: () => void
}

/** Makes, mends or removes a quick reply. */
export function ReplyForm({ reply, mayShare, municipality, t, onDone, onClose }: FormProps) {
  const [title, setTitle] = useState(reply?.title ?? '')
  const [text, setText] = useState(reply?.text ?? '')
  const [shared, setShared] = useState(reply?.whose === 'shared')
  const [failed, setFailed] = useState(false)
  const w = t.replies
  const place = shared ? { municipality: reply?.municipality ?? municipality.id } : {}
  const path = shared ? '/replies/shared' : '/replies'

  async function send(event: Event) {
    event.preventDefault()
    follow(await ask(path, { ...(reply && { id: reply.id }), title, text, ...place }))
  }
  const follow = (answer: Awaited<ReturnType<typeof ask>>) => (done(answer) ? onDone() : setFailed(true))

  return (
    <Dialog title={reply ? w.edit : w.new} onClose={onClose}>
      <form class="reply-form" onSubmit={send}>
        <div class="form-group field">
          <label class="form-label" for="reply-title">
            {w.name}
          </label>
          <input
            id="reply-title"
            class="form-input"
            type="text"
            autoComplete="off"
            required
            maxLength={80}
            value={title}
            onInput={event => setTitle(event.currentTarget.value)}
          />
        </div>
        <div class="form-group field">
          <label class="form-label" for="reply-text">
            {w.text}
          </label>
          <p class="form-hint hint" id="reply-hint">
            {fill(w.textHint, { places: '{{navn}}, {{kommune}}, {{klokken}}' })}
          </p>
          <textarea
            id="reply-text"
            class="form-input"
            aria-describedby="reply-hint"
            required
            rows={5}
            maxLength={2000}
            value={text}
            onInput={event => setText(event.currentTarget.value)}
          />
        </div>
        {mayShare && !reply && (
          <label class="choice" for="reply-shared">
            <input id="reply-shared" type="checkbox" checked={shared} onChange={event => setShared(event.currentTarget.checked)} />
            {w.share} {municipality.name}
          </label>
        )}
        {failed && (
          <p class="fault" role="alert">
            {w.failed}
          </p>
        )}
        <div class="buttons">
          <button type="submit" class="button button-primary">
            {w.save}
          </button>
          {reply && (
            <button
              type="button"
              class="button button-warning"
              onClick={() => void ask(`${path}/remove`, { id: reply.id, ...place }).then(follow)}
            >
              {w.remove}
            </button>
          )}
          <button type="button" class="button button-secondary" onClick={onClose}>
            {w.back}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
