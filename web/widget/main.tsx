import { render } from 'preact'
import { createAnnouncer, seldom } from './announce.ts'
import { App } from './app.tsx'
import { createChat } from './chat.ts'
import { leave, onThreePresses } from './exit.ts'
import { onHost, tellHost } from './frame.ts'
import { createKeep } from './keep.ts'
import { wake } from './pause.ts'
import { type Locale, words } from './words.ts'

const { municipality = '', exit = 'about:blank' } = document.documentElement.dataset
const root = byId('chat')
const announcer = createAnnouncer(byId('polite'), byId('assertive'))

const chat = createChat({
  server: location.origin,
  municipality,
  locale: document.documentElement.lang === 'en' ? 'en' : 'da',
  keep: createKeep(municipality),
  announcer,
  onUnread: count => tellHost({ brobygger: 'unread', count }),
  onTyping: seldom(10_000, announcer.say),
})

const leaveNow = () => {
  render(null, root)
  leave(exit, words[chat.state().locale satisfies Locale].neutralTitle, chat.leave)
}

render(<App chat={chat} exit={exit} leave={leaveNow} />, root)
onThreePresses(leaveNow)
onHost(said => {
  if (said === 'leave') return leaveNow()
  chat.show(said === 'shown')
  if (said === 'shown') document.querySelector<HTMLElement>('h1')?.focus()
})
addEventListener('online', wake)
document.addEventListener('visibilitychange', () => document.hidden || wake())
tellHost({ brobygger: 'ready' })

function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element
}
