import { render } from 'preact'
import { createAnnouncer } from '../widget/announce.ts'
import { App } from './app.tsx'
import { watchIdle } from './idle.ts'
import { createNotices } from './notices.ts'
import { howItEnded, onSignedInElsewhere, tellOtherTabs } from './otherTabs.ts'
import { createRoom } from './room.ts'
import { words } from './words.ts'

const link = /^#link=([\w-]+)$/.exec(location.hash)?.[1]
// The token has done its work in the address: neither history nor a glance at the screen shall keep it.
if (link !== undefined) history.replaceState(null, '', location.pathname)

const ended = howItEnded()
const room = createRoom({
  locale: navigator.language.startsWith('en') ? 'en' : 'da',
  announcer: createAnnouncer(liveRegion('polite'), liveRegion('assertive')),
  link,
  ended,
  onNews: kind => notices.tell(words[room.state().locale].notice[kind], document.hidden),
})
const notices = createNotices(() => room.state().preferences)

render(<App room={room} notices={notices} />, byId('desk'))
room.listen(() => {
  const { locale } = room.state()
  const count = room.isUnread()
  document.documentElement.lang = locale
  document.title = `${count > 0 ? `(${count}) ` : ''}${words[locale].title}`
})
document.addEventListener('visibilitychange', () => document.hidden || room.looked())
watchIdle(room)
onSignedInElsewhere(room.lookAgain)
if (ended === 'inAgain') tellOtherTabs()
void room.start()

/** There before anything is said in it, or screen readers miss the first words. */
function liveRegion(how: 'polite' | 'assertive'): HTMLElement {
  const region = document.createElement('div')
  region.className = 'unseen'
  region.setAttribute('aria-live', how)
  document.body.append(region)
  return region
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element
}
