import { expect } from 'chai'
import { TOTP } from 'otpauth'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type House, openHouse } from '../bot/house.ts'
import { openChromium } from '../chromium.ts'
import { until } from '../until.ts'
import { type IdentityProvider, openBoth } from './identityProvider.ts'
import { hire, password, someoneWaits } from './office.ts'
import { sound } from './sound.ts'

describe('The page of a desk with an identity provider', function () {
  this.timeout(120_000)
  let idp: IdentityProvider
  let house: House
  let browser: Browser
  let context: BrowserContext
  let page: Page

  before(async () => {
    ;({ idp, house } = await openBoth())
    browser = await openChromium()
    await until('the provider was found', () => house.services.provider?.ready() === true)
  })
  after(async () => {
    await browser?.close()
    await idp?.close()
  })
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'da-DK' })
    page = await context.newPage()
    idp.someone = 'maja-1'
    idp.people.set('maja-1', { given_name: 'Maja', roles: ['Raadgiver'], municipality: '0779' })
  })
  afterEach(() => context.close())

  it('leads there by one button, and axe finds nothing on the way', async () => {
    await page.goto(`${house.url}/desk`)
    await page.locator('a.primary').waitFor()
    expect(await page.locator('#password').count()).to.equal(0)
    await sound(page, 'sign-in')
    await signIn()
    await page.locator('.settings').click()
    await page.locator('dialog .button-warning').click()
    await page.waitForURL(`${idp.issuer}/session/end**`)
    await page.locator('button[value=yes]').click()
    await page.waitForURL(`${house.url}/desk`)
    await page.locator('a.primary').waitFor()
  })

  it('says calmly whom to ask where someone has no role, and when the provider is away', async () => {
    idp.people.set('maja-1', { given_name: 'Maja' })
    await page.goto(`${house.url}/desk`)
    await page.locator('a.primary').click()
    await page.getByText('Spørg her: it@kommune.dk').waitFor()
    expect(page.url()).to.equal(`${house.url}/desk`)
    await sound(page, 'no role')
    await page.goto(`${house.url}/desk#sign-in=away`)
    await page.reload()
    await page.getByText('svarer ikke lige nu').waitFor()
    await sound(page, 'away')
  })

  it('shows an admin who takes no conversations what they can do, with nothing of anyone', async () => {
    idp.people.set('maja-1', { given_name: 'Maja', roles: ['IT'], municipality: '0779' })
    await page.goto(`${house.url}/desk`)
    await page.locator('a.primary').click()
    await page.getByText('Du tager ikke samtaler').waitFor()
    await sound(page, 'no talks')
    await page.locator('.settings').click()
    await page.locator('.choice').first().waitFor()
    await sound(page, 'settings of an admin')
    for (const box of await page.locator('.choice input').all()) await box.uncheck()
    await page.locator('#colleague').fill('ny@kommune.dk')
    await page.locator('.add-colleague button[type=submit]').click()
    await page.locator('#role-fault').waitFor()
    await sound(page, 'no role chosen')
  })

  it('locks after ten minutes and keeps the draft for the same person, who signs in again in a tab beside it', async () => {
    await writeDraft()
    const [tab] = await Promise.all([context.waitForEvent('page'), page.locator('a.primary').click()])
    await tab.getByText('Luk denne fane').waitFor()
    await sound(tab, 'signed in again')
    await page.locator('#write').waitFor()
    expect(await page.locator('#write').inputValue()).to.equal('halvt skrevet')
  })

  it('and shows nothing of it to another person', async () => {
    await writeDraft()
    idp.someone = 'ole-1'
    idp.people.set('ole-1', { given_name: 'Ole', roles: ['Raadgiver'], municipality: '0779' })
    const [tab] = await Promise.all([context.waitForEvent('page'), page.locator('a.primary').click()])
    await tab.getByText('Luk denne fane').waitFor()
    await page.locator('#queue').waitFor()
    expect(await page.locator('body').innerHTML()).not.to.match(/halvt skrevet|en ting/)
    expect(await page.locator('.talk-choice').count()).to.equal(0)
  })

  async function signIn() {
    await page.goto(`${house.url}/desk`)
    await page.locator('a.primary').click()
    await page.locator('#queue').waitFor()
    await until('she is here', () => house.services.context('skive').counsellors.present > 0)
  }

  async function writeDraft() {
    await signIn()
    const id = await someoneWaits(house, { municipality: 'skive', words: 'en ting kun rådgiveren må se' })
    await page.locator(`#take-${id}`).click()
    await page.locator('#write').fill('halvt skrevet')
    house.later(10.1)
    await page.locator('a.primary').waitFor()
    expect(await page.locator('body').innerHTML()).not.to.match(/halvt skrevet|en ting/)
    await sound(page, 'locked')
  }
})

describe('The page of a desk with local accounts', function () {
  this.timeout(120_000)

  it('sets up a code from the phone, asks for it at the next sign-in, and axe finds nothing on the way', async () => {
    const house = await openHouse()
    const browser = await openChromium()
    try {
      await hire(house, 'maja@kommune.dk')
      const page = await browser.newPage({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
      await signIn(page, house)
      await page.locator('.settings').click()
      await page.locator('section[aria-labelledby=second-title] button').click()
      const secret = (await page.locator('.made-link').first().innerText()).replaceAll(' ', '')
      await page.locator('#second-code').fill('000000')
      await page.locator('#second-code').press('Enter')
      await page.locator('#second-code-fault').waitFor()
      await sound(page, 'setting up')
      const app = new TOTP({ secret })
      await page.locator('#second-code').fill(app.generate())
      await page.locator('#second-code').press('Enter')
      await page.locator('.made-link li').nth(9).waitFor()
      await sound(page, 'spare codes')
      await page.locator('dialog > .buttons .button-warning').click()
      await page.locator('#email').waitFor() // signed out: a page that is left before would still be let in
      await signIn(page, house, async () => {
        expect(await page.evaluate(() => document.activeElement?.id)).to.equal('code')
        await sound(page, 'code asked for')
        await page.locator('#code').fill(app.generate({ timestamp: Date.now() + 30_000 }))
        await page.locator('#code').press('Enter')
      })
    } finally {
      await browser.close()
      await house.close()
    }
  })

  async function signIn(page: Page, house: House, whenAsked?: () => Promise<void>) {
    await page.goto(`${house.url}/desk`)
    await page.locator('#email').fill('maja@kommune.dk')
    await page.locator('#password').fill(password)
    await page.locator('#password').press('Enter')
    if (whenAsked) {
      await page.locator('#code').waitFor()
      await whenAsked()
    }
    await page.locator('#queue').waitFor()
  }
})
