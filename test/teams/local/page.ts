import type { Doing, Message, Shown } from './chat.ts'
import { drawCard, inHtml } from './drawCard.ts'

/** Runs in the browser: draws what the stream says stands in the chat, and sends what one does. */
const chat = part('#chat')
const status = part('#status')
const words = part<HTMLInputElement>('#words')
const drawn = new Map<string, { as: string; element: HTMLElement; refresh: (() => void)[] }>()

const events = new EventSource('/events')
events.onmessage = ({ data }: MessageEvent<string>) => show(JSON.parse(data))
events.onerror = () => tell('The program in the terminal has stopped.')

part('#write').addEventListener('submit', event => {
  event.preventDefault()
  void act({ do: 'say', text: words.value })
  words.value = ''
})
for (const button of document.querySelectorAll<HTMLElement>('[data-begin]')) {
  button.onclick = () => act({ do: 'begin', locale: button.dataset.begin === 'en-GB' ? 'en-GB' : 'da-DK' })
}

async function act(doing: Doing): Promise<Response> {
  const response = await fetch('/do', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(doing) })
  // What was pressed is gone from the page; the keyboard goes on from here.
  if (doing.do === 'invoke' && doing.verb !== 'brobygger.look') words.focus()
  if (!response.ok) tell(await response.clone().text())
  return response
}

function show({ messages, typing, locale }: Shown): void {
  tell(typing ? 'Brobygger is typing …' : '')
  chat.lang = locale
  for (const [id, { element }] of drawn) {
    if (messages.some(message => message.id === id)) continue
    element.remove()
    drawn.delete(id)
  }
  const before = [...drawn.values()]
  const fresh = messages.filter(message => drawn.get(message.id)?.as !== JSON.stringify(message))
  for (const message of fresh) draw(message)
  if (fresh.length === 0) return
  // Teams asks anew for a card that comes into view; here, for all that stand there, when something came.
  for (const { refresh } of before) for (const again of refresh) again()
  chat.append(...messages.map(({ id }) => drawn.get(id)?.element ?? '').filter((element, i) => element !== chat.children[i]))
  chat.scrollTop = chat.scrollHeight
}

function draw(message: Message): void {
  const element = document.createElement('article')
  element.className = message.by
  const text = document.createElement('div')
  if (message.by === 'bot') text.innerHTML = inHtml(message.text)
  else text.append(...message.text.split('\n').map(line => Object.assign(document.createElement('p'), { textContent: line })))
  const cards = message.cards.map(card => drawCard(card, act, tell))
  const says = message.suggested.map(value => tool(value, () => act({ do: 'say', text: value })))
  const tools = Object.assign(document.createElement('div'), { className: 'tools' })
  tools.append(...toolsOf(message))
  element.append(text, ...cards.map(card => card.element), ...says, tools)
  drawn.get(message.id)?.element.replaceWith(element)
  drawn.set(message.id, { as: JSON.stringify(message), element, refresh: cards.map(card => card.refresh) })
}

function toolsOf({ id, by, text }: Message): HTMLElement[] {
  if (by === 'bot') return [tool('Like', () => act({ do: 'like', id }))]
  const edit = () => {
    const changed = prompt('Change it to:', text)
    if (changed) void act({ do: 'edit', id, text: changed })
  }
  return [tool('Edit', edit), tool('Delete', () => act({ do: 'remove', id }))]
}

const tool = (textContent: string, onclick: () => void) =>
  Object.assign(document.createElement('button'), { type: 'button', textContent, onclick })

function tell(line: string): void {
  status.textContent = line
}

function part<E extends HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector)
  if (found === null) throw new Error(`the page has no ${selector}`)
  return found
}
