import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icons.tsx'
import { OfferPicker } from './offerPicker.tsx'
import type { Room } from './room.ts'
import type { Talk } from './state.ts'
import { fill, type Words } from './words.ts'

const longest = 2000
const tellFrom = 1700

export function Composer({ room, talk, t }: { room: Room; talk: Talk; t: Words }) {
  const [picking, setPicking] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const { id } = talk.view
  const length = talk.draft.trim().length

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

  function onKeyDown(event: KeyboardEvent) {
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
      <label for="write" class="unseen">
        {t.write.label}
      </label>
      <textarea
        id="write"
        ref={box}
        value={talk.draft}
        placeholder={t.write.placeholder}
        aria-describedby="write-hint"
        onInput={event => room.draft(id, event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="primary send">
        <Icon name="send" />
        {t.write.send}
      </button>
      <p id="write-hint" class={length > longest ? 'fault' : 'soft hint'}>
        {length > longest
          ? fill(t.write.tooLong, { count: length - longest })
          : length > tellFrom
            ? fill(t.write.left, { count: longest - length })
            : t.write.hint}
      </p>
      <button type="button" class="insert" onClick={() => setPicking(true)}>
        <Icon name="offer" />
        {t.offer.insert}
      </button>
      {picking && (
        <OfferPicker
          municipality={talk.view.municipality}
          t={t}
          onClose={() => setPicking(false)}
          onChoose={offer => {
            setPicking(false)
            room.say(id, { offer })
          }}
        />
      )}
    </form>
  )
}
