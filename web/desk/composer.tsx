import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { fillReply } from './fillReply.ts'
import { Icon } from './icons.tsx'
import { OfferPicker } from './offerPicker.tsx'
import { RepliesDialog } from './repliesDialog.tsx'
import type { Room } from './room.ts'
import type { State, Talk } from './state.ts'
import { clock, fill, type Words } from './words.ts'

const longest = 2000
const tellFrom = 1700

interface ComposerProps {
  room: Room
  state: State
  talk: Talk
  ids: (name: string) => string
  t: Words
}

export function Composer({ room, state, talk, ids, t }: ComposerProps) {
  const [picking, setPicking] = useState<'offer' | 'reply'>()
  const box = useRef<HTMLTextAreaElement>(null)
  const { id, municipality, locale } = talk.view
  const length = talk.draft.trim().length
  const place = state.municipalities.find(one => one.id === municipality) ?? { id: municipality, name: municipality }

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    element.rows = 1
    element.rows = Math.min(8, Math.max(2, Math.ceil((element.scrollHeight - 16) / 24)))
  }, [talk.draft])

  function send() {
    const text = talk.draft.trim()
    if (text !== '' && length <= longest) room.say(id, { text })
    box.current?.focus()
  }

  /** Into the draft, never straight to the citizen; what is still to be filled in is selected. */
  function use(reply: string) {
    setPicking(undefined)
    const before = talk.draft.trimEnd()
    const { text, select } = fillReply(reply, {
      name: state.me?.name,
      municipality: place.name,
      time: clock(new Date().toISOString(), locale),
    })
    const lead = before === '' ? '' : `${before}\n`
    room.draft(id, lead + text)
    requestAnimationFrame(() => {
      box.current?.focus()
      const end = lead.length + text.length
      box.current?.setSelectionRange(lead.length + (select?.from ?? text.length), select ? lead.length + select.to : end)
    })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === '/' && talk.draft === '') {
      event.preventDefault()
      return setPicking('reply')
    }
    // While a word is being composed (dictation, dead keys) Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    send()
  }

  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <label for={ids('write')} class="unseen">
        {t.write.label}
      </label>
      <textarea
        id={ids('write')}
        class="form-input"
        ref={box}
        value={talk.draft}
        placeholder={t.write.placeholder}
        aria-describedby={ids('write-hint')}
        onInput={event => room.draft(id, event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="button button-primary send">
        <Icon name="send" />
        {t.write.send}
      </button>
      <p id={ids('write-hint')} class={length > longest ? 'form-error-message write-hint fault' : 'form-hint write-hint soft hint'}>
        {length > longest
          ? fill(t.write.tooLong, { count: length - longest })
          : length > tellFrom
            ? fill(t.write.left, { count: longest - length })
            : t.write.hint}
      </p>
      <div class="inserts">
        <button type="button" class="button button-secondary replies" onClick={() => setPicking('reply')}>
          <Icon name="reply" />
          {t.replies.open}
        </button>
        <button type="button" class="button button-secondary insert" onClick={() => setPicking('offer')}>
          <Icon name="offer" />
          {t.offer.insert}
        </button>
      </div>
      {picking === 'offer' && (
        <OfferPicker
          talk={id}
          t={t}
          onClose={() => setPicking(undefined)}
          onChoose={offer => {
            setPicking(undefined)
            room.say(id, { offer })
          }}
        />
      )}
      {picking === 'reply' && (
        <RepliesDialog me={state.me} language={locale} municipality={place} t={t} onUse={use} onClose={() => setPicking(undefined)} />
      )}
    </form>
  )
}
