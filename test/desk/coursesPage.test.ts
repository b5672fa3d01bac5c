import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect } from 'chai'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { outcomeFigures } from '../../desk/talkFigures.ts'
import { type House, openHouse } from '../bot/house.ts'
import { openChromium } from '../chromium.ts'
import { hire, type Seat, someoneWaits } from './office.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe('a course in the browser', function () {
  this.timeout(120_000)
  let house: House
  let browser: Browser

  before(async () => {
    house = await openHouse()
    browser = await openChromium()
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  it('is opened at the desk, carried on paper, opened on a phone, planned, and counted for the coordinator', async () => {
    const anne = await hire(house, 'anne@skive.dk', { municipalities: ['skive'], name: 'Anne' })
    const desk = await openAs(anne, '/desk', { width: 1280, height: 900 })
    await desk.locator('#queue').waitFor()
    const talk = await someoneWaits(house, { municipality: 'skive' })
    await desk.locator(`#take-${talk}`).click()
    await desk.locator('.talk-course button').click()
    await picture(desk, 'course-1-open')
    await desk.locator('dialog button[type=submit]').click()
    await desk.locator('dialog', { hasText: 'Der er ingen samtaler endnu' }).waitFor()

    const card = (await house.services.conversations.read(talk))?.value.log.at(-1)?.spoken.card
    const href = card?.type === 'link' ? card.href : ''
    const phone = await openAs(undefined, href.slice(href.indexOf('/course')), { width: 360, height: 740 })
    expect(phone.url(), 'the invitation stays in no address').to.equal(`${house.url}/course`)
    await phone.locator('button[value=show]').click()
    const code = (await phone.locator('.words li').allTextContents()).join(' ')
    expect(code.split(' ')).to.have.length(5)
    await picture(phone, 'course-2-code')

    await desk.getByRole('button', { name: 'Aftal samtale' }).click()
    await desk.getByRole('button', { name: 'Aftal', exact: true }).click()
    await desk.getByText('Vælg dag og tid.').waitFor()
    const tomorrow = new Date(Date.now() + 26 * 3600_000).toISOString().slice(0, 16)
    await desk.locator('input[type=datetime-local]').fill(tomorrow)
    await desk.locator('dialog input[type=text]').fill('Sundhedshuset')
    await sound(desk, 'course-3-plan')
    await desk.getByRole('button', { name: 'Aftal', exact: true }).click()
    await desk.locator('.sessions', { hasText: 'Sundhedshuset' }).waitFor()
    await desk.getByRole('button', { name: 'Trivselslineal' }).click()
    await desk.getByLabel('3 · Trivslen er sårbar').check()
    await desk.getByLabel('Ensomhed').check()
    await picture(desk, 'course-4-measure')
    await desk.getByRole('button', { name: 'Gem' }).click()
    await desk.locator('input[name=ruler]').first().waitFor({ state: 'detached' })
    await desk.locator('dialog').getByRole('button', { name: 'Afslut' }).click()
    await desk.locator('dialog fieldset', { hasText: 'Videre til' }).locator('input').first().waitFor()
    await picture(desk, 'course-5-close')

    // The QR code's address, as the phone's camera opens it.
    const again = await openAs(undefined, `/course#code=${encodeURIComponent(code.replaceAll(' ', '-'))}`, { width: 360, height: 740 })
    expect(again.url()).to.equal(`${house.url}/course`)
    await again.locator('button[value=open]').click()
    await again.getByText('Sted: Sundhedshuset').waitFor()
    await sound(again, 'course-6-page')
    const [file] = await Promise.all([again.waitForEvent('download'), again.locator('button[value=calendar]').click()])
    expect(file.suggestedFilename()).to.equal('aftale.ics')
    await again.locator('input[name=own][value="4"]').check()
    await again.locator('button[value=measure]').click()
    await again.getByText('Tak. Dit svar er gemt.').waitFor()

    const nors = await hire(house, 'nors@skive.dk', { role: 'coordinator', municipalities: ['skive'], name: 'Koordinator' })
    const figures = await openAs(nors, '/coordinator', { width: 1100, height: 900 })
    await figures.locator('#courses .key-figures').waitFor()
    expect(await figures.locator('#courses .key-figures dd').allTextContents(), 'one course is too few to be shown').to.deep.equal([
      '–',
      '–',
      '–',
    ])
    await sound(figures, 'course-7-coordinator', '#courses')
    const referred = outcomeFigures('referred', 'skive-tidlig-forebyggelse')
    const { counts, now } = house.services
    await Promise.all(
      ['1', '2', '3', '4', '5'].map(once => counts.add({ municipality: 'skive', at: now(), figures: referred, once: `talk ${once}` })),
    )
    await figures.reload()
    await figures.locator('#talks li', { hasText: ': 5' }).waitFor()
    await sound(figures, 'course-7-talks', '#talks')
  })

  it('closes the loop of a first step without JavaScript, and gives a place on the list of a full group', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'da-DK', javaScriptEnabled: false })
    const paper = await context.newPage()
    await paper.goto(`${house.url}/card?offer=headspace-kalundborg`)
    await paper.getByRole('button', { name: 'Lav et kort med kode' }).click()
    const code = (await paper.locator('.words li').allTextContents()).join(' ')
    await picture(paper, 'course-8-card')
    await paper.goto(`${house.url}/arrived`)
    await paper.locator('#code').fill(code)
    await paper.getByLabel('Kom til stedet').check()
    await paper.getByRole('button', { name: 'Gem' }).click()
    await paper.getByText('Tak. Det er talt med').waitFor()
    await context.close()

    const coordinator = await hire(house, 'k@kalundborg.dk', { role: 'coordinator', municipalities: ['kalundborg'], name: 'Koordinator' })
    const page = await openAs(coordinator, '/coordinator', { width: 1100, height: 900 })
    const group = page.locator('form.seats', { hasText: 'Fønix' })
    await group.locator('select').selectOption('0')
    await group.getByRole('button', { name: 'Gem' }).click()
    await group.getByText('Gemt. Borgerne ser det nu.').waitFor()
    const phone = await openAs(undefined, '/seat?offer=kalundborg-foenix', { width: 360, height: 740 })
    await phone.getByRole('button', { name: 'Få en plads på listen' }).click()
    const place = (await phone.locator('.words li').allTextContents()).join('-')
    const again = await openAs(undefined, `/seat#code=${encodeURIComponent(place)}`, { width: 360, height: 740 })
    await again.getByRole('button', { name: 'Se min plads' }).click()
    await again.getByText('Du er den næste på listen').waitFor()
    await sound(again, 'course-9-place')
    await page.reload()
    await group.getByText('På ventelisten: 1').waitFor()
    await sound(page, 'course-10-seats', '#seats')
    await group.getByRole('button', { name: 'Tilbyd den næste en plads' }).click()
    await group.getByText('På ventelisten: 0').waitFor()
  })

  /** Another device: a browser context of its own. */
  async function openAs(seat: Seat | undefined, path: string, viewport: { width: number; height: number }): Promise<Page> {
    const context: BrowserContext = await browser.newContext({
      viewport,
      locale: 'da-DK',
      timezoneId: 'Europe/Copenhagen',
      reducedMotion: 'reduce',
    })
    const [name = '', value = ''] = seat?.cookie.split('=') ?? []
    if (seat) await context.addCookies([{ name, value, url: house.url }])
    const page = await context.newPage()
    page.on('pageerror', error => expect.fail(error.message))
    await page.goto(`${house.url}${path}`)
    return page
  }

  /** SHOTS names a folder for pictures. */
  async function picture(page: Page, name: string): Promise<void> {
    const { SHOTS } = process.env
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
  }

  /** axe finds nothing, and nothing stands beside the screen. */
  async function sound(page: Page, name: string, part = 'body'): Promise<void> {
    await picture(page, name)
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(sideways, `${name}: sideways`).to.be.at.most(0)
    await page.evaluate(`${axe};undefined`)
    const found = await page.evaluate(inPart => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') }
      return axe.run(inPart, { resultTypes: ['violations'] })
    }, part)
    expect(
      found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      name,
    ).to.deep.equal([])
  }
})
