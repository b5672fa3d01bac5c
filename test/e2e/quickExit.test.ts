import { expect } from 'chai'
import { until } from '../until.ts'
import { type Citizen, citizenAt, conversationsOnDisk, desktop, openPlace, type Place, phone, picture } from './place.ts'

describe('the quick exit', function () {
  this.timeout(120_000)
  let place: Place

  before(async () => {
    place = await openPlace()
  })
  after(() => place?.close())

  const ways: Record<string, (citizen: Citizen) => Promise<void>> = {
    'the button': citizen => citizen.chat.locator('.exit').click(),
    'Esc three times in the chat': async citizen => {
      await citizen.box.focus()
      for (let time = 0; time < 3; time++) await citizen.page.keyboard.press('Escape')
    },
    'Shift three times on the page around it': async citizen => {
      await citizen.page.locator('h1').click()
      for (let time = 0; time < 3; time++) await citizen.page.keyboard.press('Shift')
    },
  }
  for (const [way, leave] of Object.entries(ways)) {
    it(`leaves by ${way}: a neutral page, nothing by Back, erased on the server`, async () => {
      const before = conversationsOnDisk(place)
      const citizen = await citizenAt(place, desktop, place.elsewhere)
      expect(await citizen.chat.locator('.exit').getAttribute('href'), 'whole, though the page names a path of its own').to.equal(
        place.neutral,
      )
      await citizen.write('jeg er bange')
      await citizen.answered()
      const mine = conversationsOnDisk(place).filter(id => !before.includes(id))
      expect(mine).to.have.length(1)
      await leave(citizen).catch(() => {}) // the page goes away under the click
      await citizen.page.waitForURL(place.neutral)
      await until('the neutral page is there', async () => (await citizen.page.title()) === 'Vejret')
      for (let time = 0; time < 3; time++) {
        await citizen.page.goBack({ timeout: 1000 }).catch(() => {})
        expect(citizen.page.url()).not.to.contain('kommune')
        expect(citizen.page.frames().some(frame => frame.url().includes('/chat'))).to.equal(false)
      }
      await until('it is erased on the server', () => !conversationsOnDisk(place).some(id => mine.includes(id)))
      await citizen.context.close()
    })
  }

  it('covers the chat before the next frame is drawn', async () => {
    const page = await place.browser.newPage()
    await page.goto(`${place.url}/chat?exit=/favicon.svg`)
    await page.locator('.line.bot').first().waitFor()
    const left = await page.evaluate(() => {
      document.querySelector<HTMLElement>('.exit')?.click()
      return { body: document.body.childElementCount, title: document.title, kept: sessionStorage.length }
    })
    expect(left).to.deep.equal({ body: 0, title: 'Ny fane', kept: 0 })
    await page.waitForURL(`${place.url}/favicon.svg`)
    await page.close()
  })

  it('does not take capital letters for it', async () => {
    const citizen = await citizenAt(place)
    await citizen.box.pressSequentially('HEJ MED DIG')
    for (const letter of 'ABC') await citizen.page.keyboard.press(`Shift+${letter}`)
    expect(await citizen.box.inputValue()).to.equal('HEJ MED DIGABC')
    await citizen.context.close()
  })

  it('is a plain link, beside numbers to call, where there is no JavaScript', async () => {
    const page = await place.browser.newPage({ javaScriptEnabled: false, viewport: phone })
    await page.goto(`${place.url}/chat?exit=/favicon.svg`)
    expect((await page.locator('a[href="tel:112"]').boundingBox())?.y, '112 is on the screen').to.be.within(0, phone.height - 44)
    expect((await page.locator('.exit').boundingBox())?.y, 'the way out is on the screen').to.be.within(0, 100)
    await picture(page, 'without-javascript')
    await page.locator('.exit').click()
    expect(page.url()).to.equal(`${place.url}/favicon.svg`)
    await page.close()
  })
})
