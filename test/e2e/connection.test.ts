import { expect } from 'chai'
import { until } from '../until.ts'
import { citizenAt, desktop, holdClock, openPlace, type Place, phone, picture } from './place.ts'

describe('the chat when the connection fails', function () {
  this.timeout(120_000)
  let place: Place

  before(async () => {
    place = await openPlace()
  })
  afterEach(() => {
    place.network.mode = 'pass' // whatever a test left behind
  })
  after(() => place?.close())

  it('sends a message once, though the server is killed while it is on its way', async () => {
    const citizen = await citizenAt(place)
    await citizen.write('jeg er 15 år')
    await citizen.answered()
    await place.server.kill()
    await citizen.write('jeg er ensom')
    await citizen.chat.locator('.sent.again, .sent.sending').waitFor() // whether the socket's end or the message was noticed first
    await citizen.write('og det er svært')
    await place.server.start()
    await citizen.chat.locator('.sent.again, .sent.sending').first().waitFor({ state: 'detached' })
    await until('the bot has answered', async () => (await citizen.chat.locator('.line').last().getAttribute('class')) !== 'line citizen')
    await citizen.page.reload()
    await citizen.page.locator('section button[aria-expanded]').click()
    await citizen.lines('citizen').nth(2).waitFor()
    expect(await citizen.lines('citizen').locator('.bubble').allInnerTexts()).to.deep.equal([
      'Du:\njeg er 15 år',
      'Du:\njeg er ensom',
      'Du:\nog det er svært',
    ])
    await citizen.context.close()
  })

  it('shows 112 and the lines that always answer within two seconds, and takes them away again', async () => {
    const citizen = await citizenAt(place, phone)
    await holdClock(citizen.page)
    place.network.goAway()
    await citizen.lineEnded()
    await citizen.page.clock.runFor(2000)
    await citizen.chat.locator('.bundled a[href="tel:112"]').waitFor()
    expect(await citizen.chat.locator('.bundled a[href="tel:116111"]').count()).to.equal(1)
    await picture(citizen.page, 'away')
    place.network.mode = 'pass'
    await citizen.page.clock.resume()
    await citizen.chat.locator('.bundled').waitFor({ state: 'detached' })
    await citizen.context.close()
  })

  it('shows them from the button’s own script too, when the chat cannot even be loaded', async () => {
    const page = await place.browser.newPage({ viewport: phone })
    await page.goto(place.elsewhere)
    await page.locator('section button[aria-expanded]').waitFor()
    await holdClock(page)
    place.network.goAway()
    await page.locator('section button[aria-expanded]').click()
    await page.clock.runFor(2000)
    await page.locator('.help a[href="tel:112"]').waitFor()
    await picture(page, 'away-before-opened')
    place.network.mode = 'pass'
    await page.clock.runFor(6000) // after which the chat is loaded anew
    await page.clock.resume()
    await page.frameLocator('iframe').locator('.line.bot').first().waitFor()
    expect(await page.locator('.help a[href="tel:112"]').isVisible()).to.equal(false)
    await page.close()
  })

  it('shows them when the server is there and does not take what is said', async () => {
    const citizen = await citizenAt(place, phone)
    await citizen.page.route('**/activities', route =>
      route.request().method() === 'POST' ? route.fulfill({ status: 503, body: '{}' }) : route.continue(),
    )
    await holdClock(citizen.page)
    await citizen.box.fill('jeg er ensom')
    await citizen.box.press('Enter')
    await citizen.chat.locator('.sent.again').waitFor()
    await citizen.page.clock.runFor(2000)
    await citizen.chat.locator('.bundled a[href="tel:112"]').waitFor()
    await citizen.page.unroute('**/activities')
    await citizen.page.clock.resume()
    await citizen.answered()
    // The answer may come on the socket before the request that sent the words has been answered.
    await citizen.chat.locator('.bundled').waitFor({ state: 'detached' })
    await citizen.context.close()
  })

  it('goes on by polling where sockets are refused', async () => {
    const context = await place.browser.newContext({ viewport: desktop })
    await context.addInitScript(() => {
      Object.assign(window, {
        WebSocket: class {
          onclose = () => {}
          constructor() {
            setTimeout(() => this.onclose())
          }
          close() {}
        },
      })
    })
    const page = await context.newPage()
    await page.goto(`${place.url}/chat?municipality=kalundborg`)
    await page.locator('.line.bot').first().waitFor()
    await page.locator('#words').fill('jeg er ensom og 15 år')
    await page.locator('#words').press('Enter')
    await page.locator('.line.citizen ~ .line.bot').first().waitFor()
    await context.close()
  })

  it('goes on after a reload, and says so instead of reading everything again', async () => {
    const citizen = await citizenAt(place)
    await citizen.write('jeg er ensom')
    await citizen.answered()
    const lines = await citizen.chat.locator('.line').count()
    await citizen.page.reload()
    await citizen.page.locator('section button[aria-expanded]').click()
    await citizen.chat
      .locator('.line')
      .nth(lines - 1)
      .waitFor()
    expect(await citizen.chat.locator('.line').count()).to.equal(lines)
    await until('it is said', async () => (await citizen.announced()).length > 0)
    expect(await citizen.announced()).to.deep.equal(['polite: Samtalen er hentet frem igen.'])
    await citizen.context.close()
  })
})
