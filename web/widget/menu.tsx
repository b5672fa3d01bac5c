import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icons.tsx'
import type { Locale, Words } from './words.ts'

interface Props {
  t: Words
  locale: Locale
  /** The talk goes on: a human can be asked for, it can be started over. */
  open: boolean
  showHelp(): void
  say(text: string, choice?: string): void
  setLocale(locale: Locale): void
  erase(): void
}

/** A button that unfolds a short list. Esc folds it again. */
export function Menu({ t, locale, open, showHelp, say, setLocale, erase }: Props) {
  const [unfolded, setUnfolded] = useState(false)
  const [erasing, setErasing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const yes = useRef<HTMLButtonElement>(null)

  useEffect(() => yes.current?.focus(), [erasing])

  const fold = () => {
    setUnfolded(false)
    setErasing(false)
    button.current?.focus()
  }
  const doing = (what: () => void) => () => {
    fold()
    what()
  }
  const other = locale === 'da' ? 'en' : 'da'

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc folds from anywhere inside
    <div
      class="menu"
      onKeyDown={({ key }) => {
        if (key === 'Escape' && unfolded) fold()
      }}
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) setUnfolded(false)
      }}
    >
      <button
        type="button"
        class="round"
        ref={button}
        aria-label={t.menu.label}
        aria-expanded={unfolded}
        aria-controls="menu"
        onClick={() => {
          setErasing(false)
          setUnfolded(!unfolded)
        }}
      >
        <Icon name="menu" />
      </button>
      <div class="menu-list" id="menu" hidden={!unfolded}>
        {erasing ? (
          <section aria-label={t.menu.erase}>
            <p>{t.erase.ask}</p>
            <button type="button" class="erase" ref={yes} onClick={doing(erase)}>
              {t.erase.yes}
            </button>
            <button type="button" onClick={fold}>
              {t.erase.no}
            </button>
          </section>
        ) : (
          <ul>
            <Item said={t.menu.help} press={doing(showHelp)} />
            {open && <Item said={t.menu.human} press={doing(() => say(t.say.human, 'human'))} />}
            <Item said={t.menu.language} press={doing(() => setLocale(other))} lang={other} />
            <Item said={t.menu.print} press={doing(() => print())} />
            {open && <Item said={t.menu.restart} press={doing(() => say(t.say.restart, 'startOver'))} />}
            <Item said={t.menu.erase} press={() => setErasing(true)} />
          </ul>
        )}
      </div>
    </div>
  )
}

const Item = ({ said, press, lang }: { said: string; press: () => void; lang?: string }) => (
  <li>
    <button type="button" lang={lang} onClick={press}>
      {said}
    </button>
  </li>
)
