import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { hear } from '../bot/turn.ts'
import type { Conversation } from '../dialogs/conversation.ts'
import { openHouse } from '../test/bot/house.ts'
import { openChromium } from '../test/chromium.ts'
import { hire, now, type Seat, someoneWaits } from '../test/desk/office.ts'

/**
 * How long a key that a counsellor presses takes to be seen, with 500 people waiting and 20 talks open, three of them side by side: in a calm, and
 * while 60 events a second come over the socket (words and typing of citizens, people who come to wait and go). A real server, a real Chromium, on
 * the same machine. From the key, by the event's own time stamp, to after the frame that shows it.
 */
const waiting = 500
const open = 20
const perSecond = 60
const keys = 120

let storm: Storm | undefined
const house = await openHouse()
const browser = await openChromium()
try {
  const maja = await hire(house, 'maja@kommune.dk', { name: 'Maja' })
  await maja.post('/preferences', { districts: [], themes: ['economy'], talksAtOnce: 25, sideBySide: 3, sound: false, heavyInARow: 20 })
  const seat = await maja.sitDown()
  const talks = await takeSome(maja)
  const template = await fillQueue()
  const page = await openDesk(maja.cookie)
  await seat.standUp()
  const shown = [
    await page.locator('.talk-choice').count(),
    await page.locator('.talk').count(),
    await page.locator('.list-head p').innerText(),
  ]
  console.log(`talks: ${shown[0]}, side by side: ${shown[1]}; queue: ${shown[2]}`)
  const calm = await pressKeys(page)
  storm = startStorm(talks, template)
  await pause(1000)
  const stormy = await pressKeys(page)
  const rate = await storm.end()
  console.table({ calm, [`${Math.round(rate)} events a second`]: stormy })
  console.log(`p95 with events / in a calm: ${(stormy['p95 ms'] / calm['p95 ms']).toFixed(2)}`)
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  storm?.stop()
  await browser.close()
  await house.close()
}

async function takeSome(maja: Seat): Promise<string[]> {
  const talks: string[] = []
  for (let n = 0; n < open; n++) {
    const id = await someoneWaits(house)
    await maja.post(`/conversations/${id}/take`)
    for (let line = 0; line < 15; line++) await hear(house.services, id, { text: `hej igen ${line}`, clientId: randomUUID() })
    talks.push(id)
  }
  return talks
}

/** One comes as a citizen does; the others are that one again, under ids of their own. */
async function fillQueue(): Promise<Conversation> {
  const template = (await now(house.services, await someoneWaits(house)))!
  for (let n = 1; n < waiting; n++) await comes(template)
  return template
}

async function comes(template: Conversation): Promise<string> {
  const id = house.services.newId()
  await house.services.conversations.create(id, { ...template, id })
  return id
}

async function openDesk(cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1000 }, locale: 'da-DK' })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: house.url, httpOnly: true, sameSite: 'Strict' }])
  const page = await context.newPage()
  page.on('pageerror', error => console.error(error))
  await page.goto(`${house.url}/desk`)
  await page
    .locator('.talk-choice')
    .nth(open - 1)
    .waitFor()
  for (const at of [1, 2, 3]) {
    await page.keyboard.press(`Alt+${at}`)
    await page.locator('#write:focus').waitFor()
  }
  return page
}

interface Storm {
  stop(): void
  /** When all is sent; how many a second it was. */
  end(): Promise<number>
}

/** Of 60 a second: 24 of typing, 18 words of citizens, 18 who come to wait or go. As many as are due are sent, however late the clock is. */
function startStorm(talks: string[], template: Conversation): Storm {
  const { services } = house
  const gone: string[] = []
  const work: Promise<unknown>[] = []
  const from = performance.now()
  let sent = 0
  let failed: unknown
  const tick = setInterval(() => {
    for (const due = ((performance.now() - from) / 1000) * perSecond; sent < due; sent++)
      work.push(
        send(sent).catch(error => {
          failed ??= error
        }),
      )
  }, 8)
  const stop = () => clearInterval(tick)
  return {
    stop,
    async end() {
      stop()
      const rate = (sent / (performance.now() - from)) * 1000
      await Promise.all(work)
      if (failed) throw failed
      return rate
    },
  }

  async function send(n: number): Promise<void> {
    const talk = talks[n % talks.length] ?? ''
    const kind = n % 10
    if (kind < 4) return services.typing.tell({ conversation: talk, from: { who: 'citizen' } })
    if (kind < 7) return void (await hear(services, talk, { text: `hej ${n}`, clientId: randomUUID() }))
    const first = kind === 9 ? gone.shift() : undefined
    if (first) await services.conversations.forget(first)
    else gone.push(await comes(template))
  }
}

async function pressKeys(page: Page) {
  await page.locator('#write').fill('')
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { times })
    addEventListener('keydown', ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => times.push(performance.now() - timeStamp) // after the frame is drawn
        port2.postMessage(0)
      })
    })
  })
  for (let n = 0; n < keys; n++) {
    await page.keyboard.press('abcdefgh '[n % 9] ?? 'a')
    await pause(40)
  }
  const times = (await page.evaluate(() => (window as unknown as { times: number[] }).times)).sort((a, b) => a - b)
  const at = (part: number) => Math.round((times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0) * 10) / 10
  return { keys: times.length, 'median ms': at(0.5), 'p95 ms': at(0.95), 'p99 ms': at(0.99), 'most ms': at(1) }
}
