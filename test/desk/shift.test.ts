import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { hear } from '../../bot/turn.ts'
import { type House, openHouse } from '../bot/house.ts'
import { openChromium } from '../chromium.ts'
import { until } from '../until.ts'
import { hire, now, password, type Seat, someoneWaits } from './office.ts'

describe('a whole shift by keyboard', function () {
  this.timeout(120_000)
  let house: House
  let browser: Browser
  let page: Page
  let maja: Seat & { id: string }
  let words = 0
  const citizenSays = (id: string, text: string) => hear(house.services, id, { text, clientId: `shift-${++words}` })
  const held = () => house.services.desk.board.heldBy(maja.id).map(({ id }) => id)
  const said = async (id: string) =>
    (await now(house.services, id))?.log.filter(({ from }) => from.who === 'counsellor').map(({ spoken }) => spoken.text)

  before(async () => {
    house = await openHouse()
    browser = await openChromium()
    maja = await hire(house, 'maja@kommune.dk', { name: 'Maja' })
    await maja.post('/preferences', { districts: [], themes: [], talksAtOnce: 5, sideBySide: 2, sound: false, heavyInARow: 1 })
    page = await (await browser.newContext({ viewport: { width: 1500, height: 900 }, locale: 'da-DK' })).newPage()
    await page.goto(`${house.url}/desk`)
    await page.locator('#email').waitFor()
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  it('signs in, takes two, answers both with words, a quick reply and an offer, notes, passes from one to the other, and ends them', async () => {
    await tabTo('#email')
    await page.keyboard.type('maja@kommune.dk')
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.locator('#queue').waitFor()
    await until('Maja is here', () => house.services.context('kalundborg').counsellors.present > 0)

    const calm = await someoneWaits(house, { words: 'jeg er 15 år og føler mig ensom' })
    const heavy = await someoneWaits(house, { words: 'jeg skærer i mig selv' })
    await page.locator('.waiting').nth(1).waitFor()
    await page.keyboard.press('Alt+n')
    await until('the graver one is taken first', () => held().join() === heavy)
    await page.locator('#talk-title:focus').waitFor() // one is brought to the talk one took

    // A heavy one is enough here for a pause to be suggested; it may be passed over.
    await page.keyboard.press('Alt+n')
    await page.locator('dialog').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await until('the other is taken too', () => held().length === 2)
    await page.locator('.talk').nth(1).waitFor()

    await page.keyboard.press('Alt+1')
    await page.locator('#write:focus').waitFor()
    await page.keyboard.type('Hej, jeg læser med.')
    await page.keyboard.press('Enter')
    await until('it is saved', async () => (await said(heavy))?.[0] === 'Hej, jeg læser med.')
    await page.keyboard.type('et udkast')

    await page.keyboard.press('Alt+ArrowDown')
    await page.locator('#write:focus').waitFor()
    await page.keyboard.press('/')
    await page.locator('#reply-search:focus').waitFor()
    await page.keyboard.type('tag god tdi')
    await page.locator('.found li', { hasText: 'god tid' }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.locator('#write:focus').waitFor()
    expect(await page.locator('#write').inputValue()).to.match(/^Tag dig den tid/)
    await page.keyboard.press('Enter')
    await until('the reply is saved', async () => (await said(calm))?.[0]?.startsWith('Tag dig') === true)

    await tabTo('.talk-current .insert')
    await page.keyboard.press('Enter')
    await page.locator('#offer-search:focus').waitFor()
    await page.keyboard.type('headspace')
    await page.locator('.found li', { hasText: 'headspace' }).first().waitFor()
    await tabTo('dialog .found .button-secondary')
    await page.keyboard.press('Enter')
    await until('the offer is sent as a card', async () => (await now(house.services, calm))?.log.at(-1)?.spoken.card?.type === 'offers')

    await tabTo('.talk:nth-of-type(2) .note textarea')
    await page.keyboard.type('ringer i morgen')
    await until('the note is kept', async () => (await now(house.services, calm))?.note?.text === 'ringer i morgen')

    await page.keyboard.press('Alt+1')
    await page.locator('#write:focus').waitFor()
    expect(await page.locator('#write').inputValue()).to.equal('et udkast')

    await citizenSays(calm, 'tak for det')
    await page.locator('.line-citizen', { hasText: 'tak for det' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.id), 'the focus stays').to.equal('write')

    for (const how of ['Alt+1', 'Alt+1']) {
      await page.keyboard.press(how)
      await page.locator('#write:focus').waitFor()
      const before = held().length
      await tabTo('.talk-current .endings button:nth-of-type(2)')
      await page.keyboard.press('Enter')
      await page.locator('dialog').waitFor()
      await page.keyboard.press('Enter')
      await until('one less', () => held().length === before - 1)
      await page.locator('#queue:focus').waitFor()
    }
    expect(await page.locator('.talk').count()).to.equal(0)
  })

  it('comes back after a lost connection with all that was written meanwhile, in order, and says so once', async () => {
    const id = await someoneWaits(house)
    await page.keyboard.press('Alt+n')
    await page.locator('#talk-title:focus').waitFor()
    await page.evaluate(rememberAnnouncements)
    await page.context().setOffline(true)
    await house.restart()
    await page.locator('.away-line').waitFor()
    for (const text of ['hej igen', 'er du der', 'jeg er her stadig']) await citizenSays(id, text)
    const ole = await (await hire(house, 'ole@kommune.dk')).sitDown()
    await someoneWaits(house, { words: 'jeg skærer i mig selv' })
    await page.context().setOffline(false)
    await page.locator('.away-line').waitFor({ state: 'detached' })
    await page.locator('.notices', { hasText: '3 nye beskeder i 1 samtale' }).waitFor()
    expect(await page.locator('.line-citizen .text').allInnerTexts()).to.deep.equal(['hej igen', 'er du der', 'jeg er her stadig'])
    const announced = () => page.evaluate(() => (window as unknown as { announced: string[] }).announced)
    await until('it is said', async () => (await announced()).some(text => text.includes('Mens forbindelsen')))
    expect((await announced()).filter(text => text.includes('Mens forbindelsen'))).to.deep.equal([
      'Mens forbindelsen var væk: 3 nye beskeder i 1 samtale, 1 ny i køen.',
    ])
    await ole.standUp()
  })

  /** Goes there by Tab alone, as someone without a mouse does. */
  async function tabTo(selector: string) {
    for (let presses = 0; presses < 120; presses++) {
      if (await page.evaluate(one => document.activeElement?.matches(one) === true, selector)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`not reached by Tab: ${selector}`)
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
