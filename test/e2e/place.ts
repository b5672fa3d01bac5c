import { mkdirSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Frame, FrameLocator, Locator, Page } from 'playwright-core'
import { openChromium } from '../chromium.ts'
import { type ServerProcess, serverProcess } from '../faults/serverProcess.ts'
import { type Network, openNetwork } from '../network.ts'
import { until } from '../until.ts'

/** A real server on a folder of its own, a real browser, and a site elsewhere to flee to. */
export interface Place {
  server: ServerProcess
  /** Between the browser and the server. */
  network: Network
  browser: Browser
  /** The page the quick exit leads to; it stands on another origin. */
  neutral: string
  /** A municipality's page on another origin, with the one tag. */
  elsewhere: string
  url: string
  close(): Promise<void>
}

export interface Look {
  width: number
  height: number
  locale: 'da' | 'en'
  /** Settings of the browser: colour scheme, forced colours, reduced motion. */
  more?: Parameters<Browser['newContext']>[0]
}

export const desktop: Look = { width: 1280, height: 900, locale: 'da' }
export const phone: Look = { width: 320, height: 640, locale: 'da' }

export async function openPlace(): Promise<Place> {
  const site = await otherSite()
  const server = await serverProcess({ BROBYGGER_ORIGINS: site.origin, BROBYGGER_LOG: 'warn' })
  const network = await openNetwork(Number(new URL(server.url).port))
  const url = `http://localhost:${network.port}`
  site.serves(url)
  const browser = await openChromium()
  const close = async () => {
    await browser.close()
    await network.close()
    await server.remove()
    site.close()
  }
  await server.start().catch(async fault => {
    await close() // or what is open would keep the tests from ending
    throw fault
  })
  return {
    server,
    network,
    browser,
    neutral: `${site.origin}/neutral`,
    elsewhere: `${site.origin}/kommune`,
    url,
    close,
  }
}

/** The citizen's window, with the chat open on the municipality's page. */
export class Citizen {
  readonly context: BrowserContext
  readonly page: Page
  readonly chat: FrameLocator
  /** What the browser complained about: nothing, in a talk that goes well. */
  readonly complaints: string[]

  constructor(context: BrowserContext, page: Page, complaints: string[]) {
    this.context = context
    this.page = page
    this.complaints = complaints
    this.chat = page.frameLocator('iframe')
  }

  get box(): Locator {
    return this.chat.locator('#words')
  }

  /** The chat's own document, to ask it things. */
  get frame(): Frame {
    const frame = this.page.frames().find(candidate => candidate.url().includes('/chat?'))
    if (!frame) throw new Error('the chat is not there')
    return frame
  }

  /** The lines of one sender, newest last. */
  lines(who: 'bot' | 'citizen' | 'counsellor' | 'system'): Locator {
    return this.chat.locator(`.line.${who}`)
  }

  async write(text: string): Promise<void> {
    await this.box.fill(text)
    await this.box.press('Enter')
    await this.lines('citizen').last().getByText(text).waitFor()
  }

  /** A button of the talk, by what it means. */
  button(choice: string): Locator {
    return this.chat.locator(`button[data-choice="${choice}"]`).last()
  }

  async press(choice: string): Promise<void> {
    await this.button(choice).click()
  }

  /** Until the newest own line has been answered by the bot. */
  async answered(): Promise<void> {
    await this.chat.locator('.line.citizen ~ .line:is(.bot, .system):last-child, .line.citizen ~ .line .choices').last().waitFor()
  }

  /** Answers what is asked until offers stand there; returns how many questions that took. */
  async reachOffers(): Promise<number> {
    for (let asked = 0; asked < 12; asked++) {
      await this.answered()
      if ((await this.chat.locator('.offer').count()) > 0) return asked
      const choices = await this.chat
        .locator('button[data-choice]')
        .evaluateAll(buttons => buttons.map(button => button.getAttribute('data-choice') ?? ''))
      const lines = await this.chat.locator('.line').count()
      const role = choices.find(choice => /young$/.test(choice))
      const scale = choices.find(choice => /(^|\D)3$/.test(choice))
      if (role) await this.press(role)
      else if (scale) await this.press(scale)
      else if (/gammel|old/.test((await this.lines('bot').last().textContent()) ?? '')) await this.write('15')
      else await this.press(['dontKnow', 'skip'].find(choice => choices.includes(choice)) ?? 'offers')
      await this.chat.locator(`.line:nth-child(${lines + 2})`).waitFor()
    }
    throw new Error('no offers after twelve questions')
  }

  /** Until the chat has noticed that the line to the server is gone. */
  async lineEnded(): Promise<void> {
    await until('the line ends', () => this.frame.evaluate(() => (window as unknown as { lineEnded?: boolean }).lineEnded === true))
  }

  /** What screen readers were given, in order, since the chat was opened. */
  announced(): Promise<string[]> {
    return this.frame.evaluate(() => (window as unknown as { announced: string[] }).announced)
  }
}

/** Opens the municipality's page and the chat on it. */
export async function citizenAt(
  place: Place,
  look: Look = desktop,
  address = `${place.url}/?municipality=kalundborg&lang=${look.locale}`,
): Promise<Citizen> {
  const context = await place.browser.newContext({ viewport: { width: look.width, height: look.height }, ...look.more })
  await context.addInitScript(rememberAnnouncements)
  await context.addInitScript(rememberEndOfLine)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(address)
  await page.locator('section button[aria-expanded]').click()
  const citizen = new Citizen(context, page, complaints)
  await citizen.lines('bot').first().waitFor()
  return citizen
}

/** The counsellor's window. */
export class Counsellor {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  async take(): Promise<void> {
    await this.page.locator('.waiting button').first().click()
    await this.page.locator('#talk-title').waitFor()
  }

  async write(text: string): Promise<void> {
    await this.page.locator('#write').fill(text)
    await this.page.locator('#write').press('Enter')
  }

  /** Gives back, closes or erases, and says yes to being sure. */
  async end(how: 'give-back' | 'close' | 'erase'): Promise<void> {
    const at = ['give-back', 'close', 'erase'].indexOf(how)
    await this.page.locator('.endings > button').nth(at).click()
    await this.page.locator('dialog button, [role="dialog"] button').first().click()
  }
}

/** The first counsellor, through the one-time link that the server printed. */
export async function counsellorAt(place: Place): Promise<Counsellor> {
  const link = /http\S+\/desk#link=\S+/.exec(place.server.written())?.[0]
  if (link === undefined) throw new Error('the server printed no link for the first counsellor')
  const context = await place.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'da' })
  const page = await context.newPage()
  await page.goto(link)
  await page.locator('#name').fill('Maja')
  await page.locator('#email').fill('maja@kalundborg.example')
  await page.locator('#password').fill('en lang bro over fjorden')
  await page.locator('#again').fill('en lang bro over fjorden')
  await page.locator('button[type="submit"]').click()
  await page.locator('#queue').waitFor()
  return new Counsellor(page)
}

/** The conversations that can still be opened: each has a key in a file of its own from its first word to its erasure. */
export function conversationsOnDisk({ server }: Place): string[] {
  try {
    return readdirSync(join(server.folder, 'store', 'conversations-keys'))
  } catch {
    return []
  }
}

/** Into test/artefacts, where people look at them. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(artefacts, { recursive: true })
  await page.screenshot({ path: `${artefacts}${name}.png` })
}

export const artefacts = fileURLToPath(new URL('../artefacts/', import.meta.url))

/** Runs in the page: keeps every text that enters a live region. */
function rememberAnnouncements() {
  const announced: string[] = []
  Object.assign(window, { announced })
  new MutationObserver(changes => {
    for (const { target, addedNodes } of changes) {
      if (!(target instanceof Element) || !target.matches('#polite, #assertive')) continue
      for (const node of addedNodes) announced.push(`${target.id}: ${node.textContent}`)
    }
  }).observe(document, { childList: true, subtree: true })
}

/** Runs in the page. */
function rememberEndOfLine() {
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL) {
      super(url)
      this.addEventListener('close', () => Object.assign(window, { lineEnded: true }))
    }
  }
}

/**
 * From now on the page's time passes only as the test says: what is promised within seconds is there after so many of the page's own, however
 * slow this machine is.
 */
export async function holdClock(page: Page): Promise<void> {
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 1000)
}

/** A little site of its own: a municipality's page with the tag, and a neutral page. */
async function otherSite() {
  let chat = ''
  const server = createServer(({ url }, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    const tag = `<script src="${chat}/widget.js" data-municipality="kalundborg" data-exit="/neutral" async></script>`
    res.end(
      `<!doctype html><html lang="da"><title>${url === '/neutral' ? 'Vejret' : 'Kommunen'}</title><meta name="viewport" content="width=device-width"><main><h1>${url}</h1></main>${url === '/kommune' ? tag : ''}</html>`,
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    origin: `http://127.0.0.1:${port}`,
    serves: (origin: string) => {
      chat = origin
    },
    close: () => server.close(),
  }
}
