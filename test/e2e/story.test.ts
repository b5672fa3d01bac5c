import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { until } from '../until.ts'
import {
  artefacts,
  type Citizen,
  type Counsellor,
  citizenAt,
  conversationsOnDisk,
  counsellorAt,
  desktop,
  type Look,
  openPlace,
  type Place,
  phone,
  picture,
} from './place.ts'

const looks: Record<string, Look> = {
  'on a desktop, in Danish': desktop,
  'on a phone of 320 px, in Danish': phone,
  'on a desktop, in English': { ...desktop, locale: 'en' },
  'on a phone of 320 px, in English': { ...phone, locale: 'en' },
}
const need = {
  da: 'har ondt i maven hver morgen og orker ik skole mere',
  en: 'my stomach hurts every morning and I can not face school any more',
}

describe('the whole talk', function () {
  this.timeout(120_000)
  let place: Place
  let counsellor: Counsellor

  before(async () => {
    place = await openPlace()
    counsellor = await counsellorAt(place)
  })
  after(() => place?.close())

  for (const [how, look] of Object.entries(looks)) {
    const { locale } = look
    const name = (what: string) => `${locale}-${look.width}-${what}`

    it(`goes from the first word to erasure ${how}`, async () => {
      const citizen = await citizenAt(place, look)
      await picture(citizen.page, name('1-welcome'))
      await citizen.write(need[locale])
      expect(await citizen.reachOffers(), 'questions before the offers').to.be.at.most(8)
      expect(await citizen.chat.locator('.line .help').count(), 'false alarms').to.equal(0)
      await showsOffers(citizen)
      await picture(citizen.page, name('2-offers'))
      if (how.includes('desktop, in Danish')) toReadme(name('2-offers'))

      await citizen.press('human')
      await citizen.chat.locator('.handover').last().waitFor()
      await citizen.press('handover.remove.age')
      await citizen.chat.locator('.handover').nth(1).waitFor()
      await picture(citizen.page, name('3-handover'))
      await citizen.press('handover.confirm')
      await counsellor.take()
      const card = counsellor.page.locator('#handover-items')
      expect(await card.textContent(), 'in their own words').to.contain(need[locale])
      expect(await card.locator('.item-age').count(), 'the age that was taken off').to.equal(0)

      await counsellor.write('Hej, jeg er Maja. Hvordan er det at stå op om morgenen?')
      await citizen.lines('counsellor').getByText('Hvordan er det at stå op').waitFor()
      await citizen.box.pressSequentially('det er ')
      await counsellor.page.getByText('Borgeren skriver').first().waitFor()
      await citizen.write('det er hårdest om mandagen')
      await counsellor.page.getByText('det er hårdest om mandagen').first().waitFor()
      await citizen.chat
        .locator('.sent.saved')
        .getByText(locale === 'da' ? 'Set' : 'Seen', { exact: true })
        .waitFor()
      await counsellor.page.locator('#write').pressSequentially('Tak')
      await citizen.chat.locator('.typing').getByText('Maja').waitFor()
      await picture(citizen.page, name('4-live'))
      await picture(counsellor.page, name('5-desk'))

      if (look.width === phone.width) await givesBackAndErases(citizen)
      else await closesAndErases(citizen)
      await picture(citizen.page, name('6-erased'))
      expect(citizen.complaints, 'complaints of the browser').to.deep.equal([])
      await until('nothing of the talk lies on the disk', () => conversationsOnDisk(place).length === 0)
      await citizen.context.close()
    })
  }

  async function givesBackAndErases(citizen: Citizen) {
    await counsellor.end('give-back')
    await until('the bot has the word again', async () =>
      /maskine|machine/.test((await citizen.chat.locator('.holder').textContent()) ?? ''),
    )
    await citizen.chat.locator('.menu .round').click()
    await citizen.chat.locator('.menu-list li:last-child button').click()
    await citizen.chat.locator('.menu-list .erase').click()
    await citizen.chat.getByText(/Samtalen er slettet|The chat is erased/).waitFor()
  }

  async function closesAndErases(citizen: Citizen) {
    await counsellor.end('close')
    await citizen.button('rate.some').click()
    await citizen.chat.locator('.line .bubble', { hasText: /Pas godt på dig selv|Take good care of yourself/ }).waitFor()
    await citizen.button('erase').click()
    await citizen.chat.getByText(/Samtalen er slettet|The chat is erased/).waitFor()
  }
})

const offers = ['kalundborg', 'national', 'helplines'].flatMap(
  file => JSON.parse(readFileSync(fileURLToPath(new URL(`../../data/offers/${file}.json`, import.meta.url)), 'utf8')) as { id: string }[],
)

/** Up to three, real ones of Kalundborg or the whole country, each with its reasons and a way in. */
async function showsOffers(citizen: Citizen) {
  const shown = await citizen.chat.locator('.offer').evaluateAll(cards =>
    cards.map(card => ({
      id: card.getAttribute('data-offer'),
      reasons: card.querySelectorAll('.reasons li').length,
      firstStep: card.querySelector('.first-step')?.textContent ?? '',
    })),
  )
  expect(shown.length).to.be.within(1, 3)
  for (const { id, reasons, firstStep } of shown) {
    expect(offers.map(offer => offer.id)).to.include(id)
    expect(reasons, `reasons of ${id}`).to.be.at.least(1)
    expect(firstStep, `first step of ${id}`).not.to.equal('')
  }
}

/** The README's screenshot is one that a test has made. */
function toReadme(name: string) {
  const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
  mkdirSync(docs, { recursive: true })
  copyFileSync(`${artefacts}${name}.png`, `${docs}screenshot.png`)
}
