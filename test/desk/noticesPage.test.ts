import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { hear } from '../../bot/turn.ts'
import { isQuiet } from '../../web/desk/notices.ts'
import { type House, openHouse } from '../bot/house.ts'
import { openChromium } from '../chromium.ts'
import { until } from '../until.ts'
import { hire, type Seat, someoneWaits } from './office.ts'

interface Noticed {
  notices: { title: string; body: string }[]
  tones: number
}

const preferences = { themes: [], districts: [], talksAtOnce: 5, sideBySide: 2, sound: true, heavyInARow: 3 }

describe('notices at the desk', function () {
  this.timeout(120_000)
  let house: House
  let browser: Browser
  let maja: Seat
  let page: Page

  before(async () => {
    house = await openHouse()
    browser = await openChromium()
    maja = await hire(house, 'maja@kommune.dk', { name: 'Maja' })
    await maja.post('/preferences', preferences)
    const context = await browser.newContext({ locale: 'da-DK', permissions: ['notifications'] })
    const [name = '', value = ''] = maja.cookie.split('=')
    await context.addCookies([{ name, value, url: house.url, httpOnly: true, sameSite: 'Strict' }])
    page = await context.newPage()
    await page.addInitScript(writeDownWhatTheBrowserIsAskedFor)
    await page.goto(`${house.url}/desk`)
    await page.locator('#queue').waitFor()
    await page.getByRole('button', { name: 'Indstillinger' }).click()
    await page.getByRole('button', { name: /^Besked på skærmen/ }).click()
    await page.keyboard.press('Escape')
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  it('sound and stand on the screen when somebody waits and when somebody writes, and hold no word and no name', async () => {
    const id = await someoneWaits(house)
    await until('somebody who waits is told', async () => (await noticed()).notices.length === 1)
    await maja.post(`/conversations/${id}/take`)
    await hear(house.services, id, { text: 'jeg hedder Sofie og er bange', clientId: 'a' })
    await until('a word is told', async () => (await noticed()).notices.length === 2)
    const { notices, tones } = await noticed()
    expect(notices).to.deep.equal([
      { title: 'Brobygger', body: 'Nogen venter på en rådgiver.' },
      { title: 'Brobygger', body: 'Der er nyt i en samtale.' },
    ])
    expect(tones).to.be.greaterThan(0)
  })

  it('are none in the quiet time that was chosen', async () => {
    const before = await noticed()
    expect((await maja.post('/preferences', { ...preferences, quiet: { from: inDenmark(-2), to: inDenmark(2) } })).status).to.equal(200)
    await page.reload()
    await page.locator('#queue').waitFor()
    const waiting = await someoneWaits(house)
    await page.locator(`#take-${waiting}`).waitFor()
    expect(before.notices).to.have.length(2)
    expect(await noticed()).to.deep.equal({ notices: [], tones: 0 })
  })

  it('know a quiet time past midnight, by the clock in Denmark', () => {
    const night = { from: '22:00', to: '06:30' }
    expect(['20:59', '21:00', '05:29', '05:30'].map(utc => isQuiet(night, new Date(`2026-06-10T${utc}:00Z`)))).to.deep.equal([
      true,
      true,
      false,
      false,
    ])
    expect(['20:59', '21:00', '05:29', '05:30'].map(utc => isQuiet(night, new Date(`2026-01-10T${utc}:00Z`)))).to.deep.equal([
      false,
      true,
      true,
      false,
    ])
  })

  const noticed = (): Promise<Noticed> => page.evaluate(() => (window as unknown as { noticed: Noticed }).noticed)
})

/** The time of day so many hours from now. */
function inDenmark(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toLocaleTimeString('sv-SE', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Copenhagen',
  })
}

/** What it is asked to show and to play still happens; nobody looks at the page. */
function writeDownWhatTheBrowserIsAskedFor() {
  const noticed: Noticed = { notices: [], tones: 0 }
  Object.assign(window, { noticed })
  Object.defineProperty(document, 'hidden', { get: () => true })
  window.Notification = class extends Notification {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options)
      noticed.notices.push({ title, body: options?.body ?? '' })
    }
  }
  const { start } = OscillatorNode.prototype
  OscillatorNode.prototype.start = function (when) {
    noticed.tones += 1
    start.call(this, when)
  }
}
