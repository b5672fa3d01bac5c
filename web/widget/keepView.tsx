import { useRef, useState } from 'preact/hooks'
import type { KeepCard } from './wire.ts'
import type { Words } from './words.ts'

/** What the citizen can take along: plain text, copied or printed in one press. */
export function KeepView({ card, about, id, t }: { card: KeepCard; about: string; id: string; t: Words }) {
  const text = useRef<HTMLPreElement>(null)
  const [copied, setCopied] = useState(false)
  return (
    <section class="keep" id={`keep-${id}`}>
      {about !== card.title && <p>{about}</p>}
      <h2>{card.title}</h2>
      <pre ref={text}>{card.text}</pre>
      <p class="buttons">
        <button type="button" class="plain" onClick={() => copy(card.text, text.current).then(setCopied)}>
          {copied ? t.keep.copied : t.keep.copy}
        </button>
        <button type="button" class="plain" onClick={() => printOnly(`keep-${id}`)}>
          {t.keep.print}
        </button>
      </p>
      <p class="sr" role="status">
        {copied ? t.keep.copied : ''}
      </p>
    </section>
  )
}

/** A frame may be refused the clipboard; then the text is marked, ready for Ctrl+C. */
async function copy(text: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    if (shown) getSelection()?.selectAllChildren(shown)
    return document.execCommand('copy')
  }
}

function printOnly(id: string): void {
  const part = document.getElementById(id)
  part?.classList.add('printed')
  document.documentElement.classList.add('print-part')
  print()
  part?.classList.remove('printed')
  document.documentElement.classList.remove('print-part')
}
