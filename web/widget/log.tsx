import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Chat, ChatState } from './chat.ts'
import { BundledHelp } from './helpView.tsx'
import { Mark } from './icons.tsx'
import { LineView, typingText } from './lineView.tsx'
import { openChoices } from './talk.ts'
import type { Words } from './words.ts'

const typingShownFor = 6000

/** The lines of the talk. It scrolls for the reader who is at its end, and for nobody else; the focus stays where it is. */
export function Log({ chat, state, t }: { chat: Chat; state: ChatState; t: Words }) {
  const { talk, link, away, locale } = state
  const log = useRef<HTMLDivElement>(null)
  const typing = useTyping(talk.typing)
  useScroll(log, talk.lines.length, typing !== undefined)
  useHelpInView(log, away)

  const choices = openChoices(talk)
  const lastOwn = talk.lines.findLastIndex(({ who }) => who === 'citizen')
  const say = (text: string, choice?: string) => {
    chat.say(text, choice)
    // The pressed button is gone now: the focus goes to the citizen's own new line, so that Tab goes on from there.
    requestAnimationFrame(() =>
      [...(log.current?.querySelectorAll<HTMLElement>('.line.citizen') ?? [])].at(-1)?.focus({ preventScroll: true }),
    )
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <div class="log" role="log" aria-live="off" aria-label={t.log} tabIndex={0} ref={log}>
      <p class="intro">{t.exit.history}</p>
      <ol>
        {talk.lines.map((line, index) => (
          <LineView
            key={line.key}
            line={line}
            t={t}
            first={talk.lines[index - 1]?.who !== line.who}
            newest={index === lastOwn}
            seen={line.number !== undefined && line.number <= talk.seen}
            live={index > lastOwn}
            choices={choices.get(line.key) ?? []}
            say={say}
            takeBack={chat.takeBack}
          />
        ))}
      </ol>
      {typing && (
        <p class="typing">
          {!typing.name && <Mark />}
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {typingText(typing.name, t)}
        </p>
      )}
      {link === 'starting' && talk.lines.length === 0 && !away && <p class="starting">{t.starting}</p>}
      {away && <BundledHelp title={t.help.away} about={t.help.awayAbout} locale={locale} t={t} />}
    </div>
  )
}

/** Typing is shown for a few seconds after it was last heard of. */
function useTyping(typing: ChatState['talk']['typing']): ChatState['talk']['typing'] {
  const [, expire] = useState(0)
  useEffect(() => {
    if (!typing) return
    const timer = setTimeout(() => expire(Date.now()), typingShownFor)
    return () => clearTimeout(timer)
  }, [typing])
  return typing && Date.now() - typing.at < typingShownFor ? typing : undefined
}

/** 112 stands first on the card: that is what must be seen when it comes. */
function useHelpInView(log: { current: HTMLDivElement | null }, away: boolean): void {
  useLayoutEffect(() => {
    const help = log.current?.querySelector<HTMLElement>('.bundled')
    if (away && help && log.current) log.current.scrollTop = help.offsetTop - 12
  }, [log, away])
}

/** Whoever reads at the end sees the first of the new lines from its start; whoever reads further up is left alone. */
function useScroll(log: { current: HTMLDivElement | null }, lines: number, more: boolean): void {
  const before = useRef(0)
  const atEnd = useRef(true)
  useEffect(() => {
    const element = log.current
    if (!element) return
    const look = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 120
    }
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [log])
  useLayoutEffect(() => {
    const element = log.current
    const items = element?.querySelectorAll<HTMLElement>('.line')
    const fresh = items?.[before.current]
    const own = items?.[lines - 1]?.classList.contains('citizen') ?? false
    const first = before.current === 0
    before.current = lines
    if (!element || (!atEnd.current && !own)) return
    const end = element.scrollHeight - element.clientHeight
    element.scrollTop = fresh && !own ? Math.min(end, first ? 0 : fresh.offsetTop - 12) : end
  }, [log, lines, more])
}
