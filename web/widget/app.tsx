import { useEffect, useReducer, useState } from 'preact/hooks'
import type { Chat } from './chat.ts'
import { Composer } from './composer.tsx'
import { isFramed, tellHost } from './frame.ts'
import { BundledHelp } from './helpView.tsx'
import { Icon, Mark } from './icons.tsx'
import { Log } from './log.tsx'
import { Menu } from './menu.tsx'
import { awaited } from './talk.ts'
import { fill, type Words, words } from './words.ts'

/** The whole chat. The way out comes first, for eyes and for the Tab key. */
export function App({ chat, exit, leave }: { chat: Chat; exit: string; leave: () => void }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [help, setHelp] = useState(false)
  useEffect(() => chat.onChange(() => redraw(undefined)), [chat])

  const state = chat.state()
  const { talk, locale, link, away, erasing } = state
  const t = words[locale]
  const over = erasing !== undefined || link === 'gone'

  useEffect(() => {
    document.documentElement.lang = locale
    document.title = t.title
  }, [locale, t])

  return (
    <>
      <header class="top">
        <h1 tabIndex={-1}>
          <Mark />
          <span class="name">{t.name}</span>
          <span class="holder">{holderText(chat, t)}</span>
        </h1>
        <a
          class="exit"
          href={exit}
          target="_top"
          rel="noreferrer noopener nofollow"
          aria-describedby="exit-about"
          onClick={event => {
            event.preventDefault()
            leave()
          }}
        >
          {t.exit.label}
          <Icon name="leave" />
        </a>
        <span id="exit-about" hidden>
          {t.exit.about}
        </span>
        <Menu
          t={t}
          locale={locale}
          open={!over}
          showHelp={() => setHelp(true)}
          say={chat.say}
          setLocale={chat.setLocale}
          erase={() => {
            setHelp(false)
            chat.erase()
          }}
        />
        {isFramed && (
          <button type="button" class="round" aria-label={t.hide} onClick={() => tellHost({ brobygger: 'hide' })}>
            <Icon name="hide" />
          </button>
        )}
      </header>
      <main>
        {help && <BundledHelp title={t.help.title} about={t.help.always} locale={locale} t={t} close={() => setHelp(false)} />}
        {over ? (
          <section class="over">
            <Mark />
            <p role="status">{erasing ? t.erase[erasing] : t.gone}</p>
            {(erasing === 'done' || link === 'gone') && <Again chat={chat} t={t} />}
          </section>
        ) : (
          <Log chat={chat} state={state} t={t} />
        )}
      </main>
      <footer>
        {!over && <Composer t={t} awaits={awaited(talk)} draft={state.draft} say={chat.say} typing={chat.typing} />}
        {!away && link === 'away' && !over && <p class="link">{t.link.again}</p>}
      </footer>
    </>
  )
}

const Again = ({ chat, t }: { chat: Chat; t: Words }) => (
  <button type="button" class="plain again" onClick={chat.beginAgain}>
    {t.erase.again}
  </button>
)

function holderText(chat: Chat, t: Words): string {
  const { talk, erasing } = chat.state()
  if (talk.ended || erasing) return t.holder.ended
  return fill(t.holder[talk.holder], { name: talk.name ?? '' })
}
