import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icons.tsx'
import { findSlip, type Slip } from './slip.ts'
import type { Words } from './words.ts'

interface Props {
  t: Words
  awaits: 'text' | 'age' | 'scale' | undefined
  draft: string | undefined
  say(text: string): void
  typing(): void
}

const longest = 2000

/** Where the citizen writes. What could tell who they are is asked about before it leaves the page. */
export function Composer({ t, awaits, draft, say, typing }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [slip, setSlip] = useState<Slip>()
  const [tooLong, setTooLong] = useState(false)

  useEffect(() => {
    if (!draft || !field.current) return
    field.current.value = draft
    field.current.focus()
    grow(field.current)
  }, [draft])

  const send = (warned = false) => {
    const text = field.current?.value.trim() ?? ''
    setTooLong(text.length > longest)
    if (!field.current || text === '' || text.length > longest) return
    const found = warned ? undefined : findSlip(text)
    setSlip(found)
    if (found) return
    field.current.value = ''
    grow(field.current)
    field.current.focus()
    say(text)
  }

  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      {slip && (
        <SlipWarning
          slip={slip}
          t={t}
          edit={() => {
            setSlip(undefined)
            field.current?.focus()
          }}
          send={() => send(true)}
        />
      )}
      {tooLong && (
        <p class="too-long" role="alert">
          {t.compose.tooLong}
        </p>
      )}
      <div class="field">
        <label class="sr" for="words">
          {awaits === 'age' ? t.compose.age : t.compose.label}
        </label>
        <textarea
          id="words"
          ref={field}
          rows={1}
          placeholder={awaits === 'age' ? t.compose.age : t.compose.label}
          enterkeyhint="send"
          autocomplete="off"
          onInput={event => {
            setSlip(undefined)
            grow(event.currentTarget)
            typing()
          }}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            send()
          }}
        />
        <button type="submit" class="send" aria-label={t.compose.send}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}

function SlipWarning({ slip, t, edit, send }: { slip: Slip; t: Words; edit: () => void; send: () => void }) {
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <section class="slip" role="alertdialog" aria-label={t.slip[slip]} aria-describedby="slip-about">
      <p id="slip-about">
        <strong>{t.slip[slip]}</strong> {t.slip.about}
      </p>
      <p class="buttons">
        <button type="button" class="plain" ref={first} onClick={edit}>
          {t.slip.edit}
        </button>
        <button type="button" class="plain" onClick={send}>
          {t.slip.send}
        </button>
      </p>
    </section>
  )
}

/** As high as the text, up to the height that the style sheet allows. */
function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight + 2}px`
}
