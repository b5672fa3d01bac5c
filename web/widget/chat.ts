import type { Announcer } from './announce.ts'
import { createDirectLine, type DirectLine, type Link } from './directLine.ts'
import type { Keep } from './keep.ts'
import { createPatience } from './patience.ts'
import { aloud } from './spokenText.ts'
import { emptyTalk, hear, type Line, say, sent, type Talk, without } from './talk.ts'
import type { Activity } from './wire.ts'
import { fill, type Locale, words } from './words.ts'

/** All that the screen shows. */
export interface ChatState {
  talk: Talk
  link: Link
  /** A way of sending failed, or nothing has come for so long that the lines that always answer are shown. */
  away: boolean
  locale: Locale
  erasing?: 'doing' | 'waiting' | 'done'
  /** Words given back to the citizen to be changed. */
  draft?: string
}

export interface Chat {
  state(): ChatState
  onChange(changed: () => void): void
  say(text: string, choice?: string): void
  takeBack(line: Line): void
  typing(): void
  setLocale(locale: Locale): void
  erase(): void
  beginAgain(): void
  leave(): void
  show(shown: boolean): void
}

/** The talk as the page holds it: what is said goes to the server and the screen, what is heard to the screen and the screen reader. */
export function createChat(settings: {
  server: string
  municipality: string
  locale: Locale
  keep: Keep
  announcer: Announcer
  onUnread: (count: number) => void
  /** Says who types, now and then. */
  onTyping: (text: string) => void
}): Chat {
  const { server, municipality, keep, announcer, onUnread, onTyping } = settings
  let state: ChatState = { talk: emptyTalk, link: 'starting', away: false, locale: settings.locale }
  let changed = () => {}
  let line: DirectLine
  let shown = true
  let unread = 0
  let seenTold = 0
  let typedAt = 0
  let localeSetAt = 0
  let resumed = false

  const t = () => words[state.locale]
  const change = (next: Partial<ChatState>) => {
    state = { ...state, ...next }
    changed()
  }

  /** Help must be on the screen within two seconds when the server is away. */
  const patience = createPatience(1300, away => {
    if (away === state.away || state.erasing) return
    change({ away })
    if (away) announcer.say(`${t().help.away}. ${t().help.awayAbout}`, true)
  })

  function begin() {
    resumed = keep.read() !== undefined
    line = createDirectLine(server, { municipality, locale: () => state.locale }, keep, {
      heard: activities => {
        const before = new Set(state.talk.lines.map(({ key }) => key))
        change({ talk: hear(state.talk, activities, Date.now()), locale: localeOf(activities) ?? state.locale })
        const fresh = state.talk.lines.filter(({ key }) => !before.has(key))
        if (resumed && fresh.length > 0) announcer.say(t().resumed)
        else for (const heard of fresh) announcer.say(aloud(heard, t()), heard.urgent)
        if (fresh.length > 0) resumed = false
        const { typing } = state.talk
        if (typing && activities.some(({ type }) => type === 'typing')) onTyping(fill(t().typing, { name: typing.name ?? t().name }))
        if (!shown) {
          unread += fresh.filter(({ who }) => who !== 'citizen').length
          onUnread(unread)
        }
        tellSeen()
      },
      link: link => {
        const erasing = link === 'erased' ? 'done' : link === 'away' && state.erasing === 'doing' ? 'waiting' : undefined
        change({ link, ...(erasing && { erasing }), ...(link === 'erased' && { talk: emptyTalk }) })
        patience.trouble(troubled())
      },
      sent: (clientId, how) => {
        change({ talk: sent(state.talk, clientId, how) })
        patience.trouble(troubled())
      },
    })
    patience.trouble(true)
    line.start()
  }

  /** The server is away, or it is there and does not take what is said to it. */
  const troubled = () => ['starting', 'away'].includes(state.link) || state.talk.lines.some(said => said.sent === 'again')

  function tellSeen() {
    const number = state.talk.lines.findLast(({ who }) => who !== 'citizen')?.number ?? 0
    if (!shown || document.hidden || state.talk.holder !== 'counsellor' || number <= seenTold) return
    seenTold = number
    line.tell({ type: 'event', name: 'seen', value: { number } })
  }

  /** The talk may change language by a word in it; a change pressed just now is not undone by what was said before it. */
  function localeOf(activities: Activity[]): Locale | undefined {
    const spoken = activities.findLast(({ type, from }) => type === 'message' && from?.role === 'bot')?.locale
    return Date.now() - localeSetAt > 3000 && (spoken === 'da' || spoken === 'en') ? spoken : undefined
  }

  function erase() {
    change({ talk: emptyTalk, erasing: 'doing', away: false })
    void line.erase()
  }

  document.addEventListener('visibilitychange', tellSeen)
  begin()

  return {
    state: () => state,
    onChange: listener => {
      changed = listener
    },
    say: (text, choice) => {
      if (choice === 'erase') return erase()
      const clientId = newId()
      change({ talk: say(state.talk, text, clientId), draft: '' })
      announcer.say(aloud({ key: clientId, who: 'citizen', text }, t()))
      line.say({ text, clientId, ...(choice !== undefined && { choice }) })
    },
    takeBack: ({ key, text }) => change({ talk: without(state.talk, key), draft: text }),
    typing: () => {
      if (state.talk.holder === 'bot' || Date.now() - typedAt < 3000) return
      typedAt = Date.now()
      line.tell({ type: 'typing' })
    },
    setLocale: locale => {
      localeSetAt = Date.now()
      change({ locale })
      line.tell({ type: 'event', name: 'locale', value: locale })
    },
    erase,
    beginAgain: () => {
      line.stop()
      const { erasing: _, ...rest } = state
      state = { ...rest, talk: emptyTalk, link: 'starting', away: false }
      seenTold = 0
      changed()
      begin()
    },
    leave: () => line.leave(),
    show: now => {
      shown = now
      announcer.show(now)
      if (!shown) return
      unread = 0
      onUnread(0)
      tellSeen()
    },
  }
}

/** 128 random bits. crypto.randomUUID is missing on pages without https. */
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
