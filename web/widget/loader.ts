/**
 * The one tag a municipality puts on its page: a button, and on the first press the chat in a frame of Brobygger's own origin.
 * Nothing is stored, nothing is asked of anyone before the press. When the frame does not come, the lines that always answer do.
 *
 *   <script src="https://.../widget.js" data-municipality="kalundborg" data-lang="da" data-colour="#0d4f49" data-exit="https://www.dr.dk" async></script>
 */
interface Words {
  open: string
  unread: string
  frameTitle: string
  exit: string
  neutralTitle: string
  away: string
  awayAbout: string
  close: string
}
declare const WORDS: Record<'da' | 'en', Words>
declare const LINES: { da: string; en: string; value: string; href: string }[]
declare const STYLE: string

const script = document.currentScript as HTMLScriptElement | null
const settings = script?.dataset ?? {}
const server = new URL(script?.src ?? location.href).origin
const locale = (settings.lang ?? document.documentElement.lang).startsWith('en') ? 'en' : 'da'
const t = WORDS[locale]
// Whole, since the frame asks for it too, from another origin: a path alone would lead to the chat's own server from there.
const exit = /^(https?:\/\/|\/)/.test(settings.exit ?? '') ? new URL(settings.exit ?? '', location.href).href : 'https://www.dr.dk'

const host = make('section', { 'aria-label': t.frameTitle })
const root = host.attachShadow({ mode: 'open' })
const style = new CSSStyleSheet()
style.replaceSync(STYLE)
root.adoptedStyleSheets = [style]
if (/^#[0-9a-f]{6}$/i.test(settings.colour ?? '')) colour(settings.colour ?? '')

const badge = make('b', {})
const button = make('button', { type: 'button', 'aria-expanded': 'false' }, make('i', {}), make('span', {}, t.open), badge)
const panel = make('div', { class: 'panel', hidden: '' })
root.append(panel, button)

let frame: HTMLIFrameElement | undefined
let ready = false
let pressed = { key: '', times: 0, at: 0 }

button.onclick = () => (panel.hidden ? open() : hide())
addEventListener('message', ({ source, origin, data }: MessageEvent) => {
  if (!frame || source !== frame.contentWindow || origin !== server || typeof data !== 'object' || data === null) return
  if (data.brobygger === 'ready') {
    ready = true
    panel.classList.add('ready')
    tell('shown')
  } else if (data.brobygger === 'hide') hide()
  else if (data.brobygger === 'exit') leave()
  else if (data.brobygger === 'unread' && typeof data.count === 'number') {
    badge.textContent = data.count ? t.unread.replace('{{count}}', data.count) : ''
  }
})
// While the chat is open, Esc or Shift three times leave from the page around it too.
addEventListener(
  'keydown',
  ({ key, repeat, timeStamp }) => {
    if (panel.hidden || repeat) return
    const on = key === pressed.key && timeStamp - pressed.at < 2000
    pressed = { key, times: on ? pressed.times + 1 : 1, at: on ? pressed.at : timeStamp }
    if (!/^(Escape|Shift)$/.test(key) || pressed.times < 3) return
    cover()
    tell('leave') // it answers with exit, when it has asked to be erased
    setTimeout(leave, 300)
  },
  true,
)
// Above the keyboard of a phone.
visualViewport?.addEventListener('resize', () => panel.style.setProperty('--height', `${visualViewport?.height}px`))
if (document.body) document.body.append(host)
else addEventListener('DOMContentLoaded', () => document.body.append(host))

function open() {
  panel.hidden = false
  button.setAttribute('aria-expanded', 'true')
  host.classList.add('open')
  if (frame) tell('shown')
  else load()
  frame?.focus()
}

function load() {
  const query = new URLSearchParams({ municipality: settings.municipality ?? '', lang: locale, exit })
  frame = make('iframe', { title: t.frameTitle, src: `${server}/chat?${query}`, referrerpolicy: 'no-referrer', allow: 'clipboard-write' })
  panel.prepend(frame)
  setTimeout(() => !ready && !panel.children[1] && panel.append(...help()), 1500)
  setTimeout(again, 6000)
}

function again() {
  if (ready || !frame) return
  frame.src += ''
  setTimeout(again, 6000)
}

function hide() {
  panel.hidden = true
  button.setAttribute('aria-expanded', 'false')
  host.classList.remove('open')
  tell('hidden')
  button.focus()
}

function cover() {
  document.documentElement.style.cssText = 'display:none!important'
  document.title = t.neutralTitle
}

/** Covered at once, then away: this page does not stay in the history either. */
function leave() {
  cover()
  document.body.replaceChildren()
  location.replace(exit)
}

function tell(brobygger: 'shown' | 'hidden' | 'leave') {
  if (ready) frame?.contentWindow?.postMessage({ brobygger }, server)
}

function help(): HTMLElement[] {
  const out = make('a', { class: 'exit', href: exit }, t.exit)
  out.onclick = event => {
    event.preventDefault()
    leave()
  }
  const shut = make('button', { type: 'button' }, t.close)
  shut.onclick = hide
  const numbers = LINES.map(line => make('p', {}, make('a', { href: line.href }, `${line[locale]}: ${line.value}`)))
  return [make('div', { class: 'help', role: 'alert' }, out, make('h2', {}, t.away), make('p', {}, t.awayAbout), ...numbers, shut)]
}

function colour(background: string) {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => Number.parseInt(background.slice(at, at + 2), 16))
  host.style.setProperty('--colour', background)
  host.style.setProperty('--ink', r * 0.3 + g * 0.6 + b * 0.1 > 140 ? '#000' : '#fff')
}

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}
