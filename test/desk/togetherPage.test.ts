import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import type { DeskRole } from '../../desk/roles.ts'
import { type House, openHouse } from '../bot/house.ts'
import { openChromium } from '../chromium.ts'
import { until } from '../until.ts'
import { hire, now, someoneWaits } from './office.ts'
import { sound } from './sound.ts'
import { withTeams } from './withTeams.ts'

const artefacts = fileURLToPath(new URL('../../var/pictures/', import.meta.url))

describe("colleagues on the desk's page", function () {
  this.timeout(120_000)
  let house: House
  let browser: Browser

  before(async () => {
    house = await openHouse()
    browser = await openChromium()
    mkdirSync(artefacts, { recursive: true })
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  it('ask for advice, read along, pass on, join and wrap up; every state is sound', async () => {
    const id = await waits()
    const maja = await sits('Maja', 'counsellor', { width: 1280, height: 860 })
    const bente = await sits('Bente', 'supervisor', { width: 360, height: 740 })
    const picture = (page: Page, name: string) => page.screenshot({ path: `${artefacts}together-${name}.png` })
    await maja.locator(`#take-${id}`).click()
    await maja.locator('.together > .button').click()
    await maja.locator('#colleague option', { hasText: 'Bente' }).waitFor({ state: 'attached' })
    await sound(maja, 'asking')
    await picture(maja, '1-ask')
    await maja.locator('#colleague').selectOption({ label: 'Bente (Ledig)' })
    await maja.getByRole('button', { name: 'Spørg til råds' }).click()
    await maja.locator('.together-people', { hasText: 'Bente læser med' }).waitFor()

    await bente.locator('.asked .button').click()
    await bente.locator('.along .line').first().waitFor()
    await sound(bente, 'reading along')
    await picture(bente, '2-along')
    await bente.locator('.write-line input').fill('Spørg, hvem hun stoler på')
    await bente.locator('.write-line input').press('Enter')
    await maja.locator('.aside', { hasText: 'Spørg, hvem hun stoler på' }).waitFor()
    await sound(maja, 'advised')
    await picture(maja, '3-advised')
    expect(JSON.stringify((await now(house.services, id))?.log)).to.not.contain('stoler på')

    await bente.getByRole('button', { name: 'Gå med ind' }).click()
    await bente.locator('.along .foot .write-line').nth(1).waitFor()
    await bente.getByLabel('Skriv til borgeren').fill('Hej, jeg er Bente')
    await bente.getByLabel('Skriv til borgeren').press('Enter')
    await maja.locator('.line', { hasText: 'Hej, jeg er Bente' }).waitFor()
    await maja.getByRole('button', { name: 'Tak for hjælpen' }).click()
    await bente.locator('.along').waitFor({ state: 'detached' })

    await maja.locator('.together > .button').click()
    await maja.locator('#colleague').selectOption({ label: 'Bente (Ledig)' })
    await maja.locator('#pass-note').fill('Det handler om skolen')
    await maja.getByRole('button', { name: 'Spørg', exact: true }).click()
    await maja.locator('.together-offered', { hasText: 'Bente er spurgt' }).waitFor()
    await bente.locator('.asked-item', { hasText: 'Det handler om skolen' }).waitFor()
    await sound(bente, 'asked to take over')
    await picture(bente, '4-asked')
    await bente.getByRole('button', { name: 'Ja, jeg tager den' }).click()
    await bente.locator('#write').waitFor()
    await maja.locator('.notices', { hasText: 'En kollega har samtalen nu' }).waitFor()

    await bente.locator('.endings > button').nth(1).click()
    await bente.locator('.wrap-up').waitFor()
    await sound(bente, 'wrapping up')
    await picture(bente, '5-wrap-up')
    await bente.getByRole('button', { name: 'Hjulpet videre' }).click()
    await until('it is ended', async () => (await now(house.services, id))?.ended?.why === 'counsellorClosed')
    await until('it is counted', async () => (await house.services.counts.read('kalundborg'))[0]?.figures['talk.closed.helpedOn'] === 1)
  })

  it('see as supervisor what goes on, and read along', async () => {
    const id = await waits()
    const ida = await sits('Ida', 'counsellor', { width: 1280, height: 860 })
    const lone = await sits('Lone', 'supervisor', { width: 1280, height: 860 })
    await ida.locator(`#take-${id}`).click()
    await lone.locator('.overview summary').click()
    await lone.locator('.overview li', { hasText: 'Ida' }).getByRole('button').click()
    await lone.locator('.along .mark-line', { hasText: 'Det står i loggen' }).waitFor()
    await sound(lone, 'overview')
    await lone.screenshot({ path: `${artefacts}together-6-overview.png` })
    await ida.locator('#write').fill('Hej, jeg er Ida')
    await ida.locator('#write').press('Enter')
    await lone.locator('.along .line', { hasText: 'Hej, jeg er Ida' }).waitFor()
    expect(await ida.locator('.together-people').count()).to.equal(0)
    await lone.locator('.along .endings .button-tertiary').click()
    await lone.locator('.along').waitFor({ state: 'detached' })
  })

  it('choose their teams where there are any, and find them chosen', async () => {
    const page = await sits('Tove', 'counsellor', { width: 360, height: 740 })
    const settings = async () => {
      await page.reload()
      await page.getByRole('button', { name: 'Indstillinger' }).click()
      await page.locator('#themes-loneliness').waitFor({ state: 'attached' }) // the choices have come
    }
    await settings()
    expect(await page.getByRole('group', { name: /^Dine teams/ }).count()).to.equal(0)
    const stop = withTeams(house, { kalundborg: ['Unge'], skive: ['Unge'] })
    try {
      await settings()
      await page.getByLabel('Unge, Skive').check()
      await sound(page, 'teams')
      await page.locator('.set-up').screenshot({ path: `${artefacts}together-7-teams.png` })
      await page.getByRole('button', { name: 'Gem', exact: true }).click()
      await page.locator('.set-up [role=status]', { hasText: 'Gemt' }).waitFor()
      expect(house.services.desk.presence.all().find(({ name }) => name === 'Tove')?.teams).to.deep.equal(['skive/unge'])
      await settings()
      expect(await page.getByLabel('Unge, Skive').isChecked()).to.equal(true)
      expect(await page.getByLabel('Unge, Kalundborg').isChecked()).to.equal(false)
    } finally {
      stop()
    }
  })

  async function waits(): Promise<string> {
    const leave = house.services.desk.presence.connect({ id: 'somebody', name: 'Nogen', municipalities: [] })
    const id = await someoneWaits(house)
    leave()
    return id
  }

  async function sits(name: string, role: DeskRole, viewport: { width: number; height: number }): Promise<Page> {
    const { cookie } = await hire(house, `${name.toLowerCase()}@kommune.dk`, { name, role })
    const [key = '', value = ''] = cookie.split('=')
    const context = await browser.newContext({ viewport, locale: 'da-DK', reducedMotion: 'reduce' })
    await context.addCookies([{ name: key, value, url: house.url, httpOnly: true, sameSite: 'Strict' }])
    const page = await context.newPage()
    await page.goto(`${house.url}/desk`)
    await page.locator('#queue').waitFor()
    await until(`${name} is here`, () => house.services.desk.presence.all().some(one => one.name === name))
    return page
  }
})
