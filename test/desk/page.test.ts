import { expect } from 'chai'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { hear } from '../../bot/turn.ts'
import { firstSignInLink } from '../../desk/signInLink.ts'
import { type House, openHouse } from '../bot/house.ts'
import { openChromium } from '../chromium.ts'
import { until } from '../until.ts'
import { hire, now, password, type Seat, someoneWaits } from './office.ts'
import { sound } from './sound.ts'

describe("the desk's page", function () {
  this.timeout(120_000) // axe looks at nine states in each of three looks
  let house: House
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let maja: Seat
  let complaints: string[]
  let words = 0
  const citizenSays = (id: string, text: string) => hear(house.services, id, { text, clientId: `page-test-${++words}` })

  before(async () => {
    house = await openHouse()
    browser = await openChromium()
    maja = await hire(house, 'maja@kommune.dk', { name: 'Maja' })
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'da-DK' })
    page = await context.newPage()
    complaints = []
    page.on('pageerror', error => complaints.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error' && !message.text().includes('ERR_FAILED')) complaints.push(message.text())
    })
    page.on('request', request => {
      if (!request.url().startsWith(house.url) && !request.url().startsWith('data:')) complaints.push(`asks ${request.url()}`)
    })
  })
  afterEach(async () => {
    expect(complaints, 'complaints of the browser').to.deep.equal([])
    await context.close()
    for await (const id of house.services.conversations.ids()) await house.services.conversations.forget(id)
  })

  it('lets the first one in by the link, whose token stays in no address, and axe finds nothing on the way', async () => {
    const fresh = await openHouse()
    try {
      const link = await firstSignInLink(fresh.services.store, { now: new Date(), baseUrl: fresh.url })
      const asked: string[] = []
      const first = await context.newPage()
      first.on('request', request => asked.push(`${request.url()} ${request.headers().referer ?? ''}`))
      await first.goto(String(link))
      await first.locator('#name').fill('Maja, rådgiver')
      expect(first.url()).to.equal(`${fresh.url}/desk`)
      await sound(first, 'link')
      await first.locator('#email').fill('maja@kommune.dk')
      await first.locator('#password').fill('kort')
      await first.locator('#again').fill('kort')
      await first.locator('button[type=submit]').click()
      await first.locator('#password-fault').waitFor()
      await sound(first, 'link with a fault')
      await first.locator('#password').fill(password)
      await first.locator('#again').fill(password)
      await first.locator('button[type=submit]').click()
      await first.locator('#queue').waitFor()
      await sound(first, 'empty desk')
      await first.locator('.settings').click()
      await sound(first, 'settings')
      expect(asked.filter(address => address.includes(String(link).split('#link=')[1] ?? '-'))).to.deep.equal([])
      await first.close()
    } finally {
      await fresh.close()
    }
    complaints = complaints.filter(complaint => !complaint.includes('asks')) // the other house is asked, of course
  })

  for (const [how, look] of Object.entries({
    'light, on a desktop': { width: 1440, height: 900, colorScheme: 'light' },
    'dark, on a tablet': { width: 900, height: 1100, colorScheme: 'dark' },
    'light, on a phone of 360 px': { width: 360, height: 740, colorScheme: 'light' },
  } as const)) {
    it(`holds in every state: contrast 7:1, room to press, nothing sideways (${how})`, async () => {
      await page.setViewportSize(look)
      await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' })
      await page.goto(`${house.url}/desk`)
      await page.locator('#email').waitFor()
      await sound(page, 'sign-in')
      await sitDown()
      for (const need of ['jeg vil ikke leve mere, jeg tager mit eget liv i aften', 'jeg skærer i mig selv', 'jeg er 15 år og ensom']) {
        await someoneWaits(house, { words: need })
      }
      await page.locator('.waiting').nth(2).waitFor()
      await sound(page, 'queue')
      await page.locator('.next').click()
      await page.locator('#write').fill('Hej, jeg læser med.')
      await page.locator('#write').press('Enter')
      await page.locator('.line-mine .status').waitFor()
      await page.locator('.suggestions').waitFor()
      await sound(page, 'talk')
      await page.locator('.replies').click()
      await page.locator('.found li').first().waitFor()
      await sound(page, 'replies')
      await page.locator('dialog .buttons button').first().click()
      await page.locator('#reply-title').waitFor()
      await sound(page, 'a new reply')
      await page.keyboard.press('Escape')
      await page.locator('#reply-search').waitFor()
      await page.keyboard.press('Escape')
      await page.locator('.insert').click()
      await page.locator('.found li').first().waitFor()
      await sound(page, 'offers')
      await page.locator('.found-actions .button-tertiary').first().click()
      await page.locator('.first-step').waitFor()
      await sound(page, 'first step')
      await page.keyboard.press('Escape')
      await page.locator('#offer-search').waitFor()
      await page.keyboard.press('Escape')
      await page.locator('.endings button').last().click()
      await sound(page, 'question')
      await page.locator('dialog button').first().click()
      await page.locator('.notices').waitFor()
      await sound(page, 'erased')
    })
  }

  it('moves no focus when words come, says each once, keeps drafts, and shows payloads as they were written', async () => {
    await sitDown()
    const [one, other] = [await someoneWaits(house), await someoneWaits(house)]
    await page.locator(`#take-${one}`).click()
    await page.locator('#write').fill('et udkast til den første')
    const payloads = [
      '<img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      'javascript:alert(1) [x](javascript:alert(1))',
      '&lt;b&gt; "\' {{7*7}}',
    ]
    const before = await page.locator('img, script, a[href^="javascript"]').count()
    await page.evaluate(rememberAnnouncements)
    for (const payload of payloads) {
      await citizenSays(one, payload)
      await page.locator('.line-citizen .text', { hasText: payload }).waitFor()
      expect(await page.evaluate(() => document.activeElement?.id)).to.equal('write')
    }
    expect(await page.locator('img, script, a[href^="javascript"]').count()).to.equal(before)
    expect(await page.evaluate(() => (window as unknown as { announced: string[] }).announced)).to.deep.equal(
      payloads.map(text => `Borger: ${text}`),
    )
    await page.locator(`#take-${other}`).click()
    await page.locator('.talk-choice').nth(1).and(page.locator('[aria-current]')).waitFor()
    expect(await page.locator('#write').inputValue()).to.equal('')
    await citizenSays(one, 'er du der?')
    await page.locator('.badge').waitFor()
    expect(await page.title()).to.equal('(1) Rådgiverbord')
    await page.locator('.talk-choice').first().click()
    expect(await page.locator('#write').inputValue()).to.equal('et udkast til den første')
    await until('the citizen can see that it was read', async () => {
      const conversation = await now(house.services, one)
      return conversation?.seenByCounsellor === conversation?.log.length
    })
  })

  it('loses nothing and doubles nothing when answers get lost: it sends again with the same id, in order', async () => {
    await sitDown()
    const id = await someoneWaits(house)
    await page.locator('.next').click()
    let reached = 0
    await page.route('**/say', async route => {
      // The first two times the server hears it and its answer gets lost; then the network is whole again.
      await route.fetch()
      if (++reached > 2) await page.unroute('**/say')
      await route.abort()
    })
    for (const text of ['første', 'anden', 'tredje']) {
      await page.locator('#write').fill(text)
      await page.locator('#write').press('Enter')
    }
    await page.locator('.line-mine', { hasText: 'tredje' }).locator('.status', { hasText: 'Gemt' }).waitFor()
    const said = (await now(house.services, id))?.log.filter(({ from }) => from.who === 'counsellor').map(({ spoken }) => spoken.text)
    expect(said).to.deep.equal(['første', 'anden', 'tredje'])
    expect(await page.locator('.line-mine .text').allInnerTexts()).to.deep.equal(['første', 'anden', 'tredje'])
  })

  it('says that the connection is gone, comes back by itself after a restart, and then sends what was written', async () => {
    await sitDown()
    const id = await someoneWaits(house)
    await page.locator('.next').click()
    await page.route('**/say', route => route.abort())
    await page.locator('#write').fill('skrevet uden forbindelse')
    await page.locator('#write').press('Enter')
    await page.locator('.line-unsent', { hasText: 'Venter på forbindelse' }).waitFor()
    await house.restart()
    await page.locator('.away-line').waitFor()
    await page.unroute('**/say')
    await page.locator('.away-line').waitFor({ state: 'detached' })
    await page.locator('.line-mine .status', { hasText: 'Gemt' }).waitFor()
    expect((await now(house.services, id))?.log.filter(({ spoken }) => spoken.text === 'skrevet uden forbindelse')).to.have.length(1)
    complaints = complaints.filter(complaint => !/WebSocket|ERR_CONNECTION/.test(complaint))
  })

  it('after ten idle minutes hides every word, and gives the draft back to the same counsellor', async () => {
    await sitDown()
    await someoneWaits(house, { words: 'en ting kun rådgiveren må se' })
    await page.locator('.next').click()
    await page.locator('#write').fill('halvt skrevet')
    await page.locator('#handover-items', { hasText: 'kun rådgiveren må se' }).waitFor()
    house.later(10.1)
    await page.locator('#password').waitFor()
    expect(await page.locator('body').innerHTML()).not.to.match(/kun rådgiveren|halvt skrevet/)
    await page.locator('#password').fill(password)
    await page.locator('button[type=submit]').click()
    await page.locator('#write').waitFor()
    expect(await page.locator('#write').inputValue()).to.equal('halvt skrevet')
    complaints = complaints.filter(complaint => !complaint.includes('403')) // what was asked for when the time was up
  })

  async function sitDown() {
    const [name, value] = maja.cookie.split('=')
    const seat = await house.services.desk.sessions.read(value ?? '', house.services.now())
    if (!seat) maja = { ...maja, ...(await anew()) }
    const cookie = maja.cookie.split('=')[1] ?? value ?? ''
    await context.addCookies([{ name: name ?? '', value: cookie, url: house.url, httpOnly: true, sameSite: 'Strict' }])
    await page.goto(`${house.url}/desk`)
    await page.locator('#queue').waitFor()
    await until('Maja is here', () => house.services.context('kalundborg').counsellors.present > 0)
  }

  /** Her session ended in a test before. */
  async function anew() {
    const { desk, store, now: clock } = house.services
    const { accountOf } = await import('../../desk/accounts.ts')
    const found = await accountOf(store, 'maja@kommune.dk')
    if (!found) throw new Error('Maja has no account')
    return { cookie: `brobygger_desk=${await desk.sessions.open(found.account, clock())}` }
  }
})

/** Runs in the page: keeps every text that enters a live region. */
function rememberAnnouncements() {
  const announced: string[] = []
  Object.assign(window, { announced })
  new MutationObserver(changes => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Element && target.matches('[aria-live]')) for (const node of addedNodes) announced.push(node.textContent ?? '')
    }
  }).observe(document, { childList: true, subtree: true })
}
