import { useId, useState } from 'preact/hooks'

interface Props {
  label: string
  send: string
  failed: string
  /** Whether it was saved; what was written stays where it was not. */
  say(text: string): Promise<boolean>
}

/** A line to write and send, with Enter or the button. */
export function WriteLine({ label, send, failed, say }: Props) {
  const [text, setText] = useState('')
  const [fault, setFault] = useState(false)
  const [busy, setBusy] = useState(false)
  const id = useId()

  async function submit() {
    const words = text.trim()
    if (words === '' || busy) return
    setBusy(true)
    const kept = await say(words)
    setBusy(false)
    setFault(!kept)
    if (kept) setText('')
  }

  return (
    <form
      class="write-line"
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <label class="form-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="form-input"
        maxLength={2000}
        autocomplete="off"
        value={text}
        onInput={event => setText(event.currentTarget.value)}
      />
      <button type="submit" class="button button-secondary" aria-disabled={busy}>
        {send}
      </button>
      {fault && (
        <p class="fault" role="alert">
          {failed}
        </p>
      )}
    </form>
  )
}
