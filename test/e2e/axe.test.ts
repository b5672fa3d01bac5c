import { createRequire } from 'node:module'
import { expect } from 'chai'
import type { Frame } from 'playwright-core'
import {
  type Citizen,
  type Counsellor,
  citizenAt,
  counsellorAt,
  desktop,
  type Look,
  openPlace,
  type Place,
  phone,
  picture,
} from './place.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

const looks: Record<string, Look> = {
  'on a desktop, light': { ...desktop, more: { colorScheme: 'light' } },
  'on a phone of 320 px, dark, in English': { ...phone, locale: 'en', more: { colorScheme: 'dark', reducedMotion: 'reduce' } },
  'at 200 % zoom, forced colours': { width: 640, height: 450, locale: 'da', more: { forcedColors: 'active', deviceScaleFactor: 2 } },
}

describe('accessibility (axe, best practice included)', function () {
  this.timeout(120_000)
  let place: Place
  let counsellor: Counsellor

  before(async () => {
    place = await openPlace()
    counsellor = await counsellorAt(place)
  })
  after(() => place?.close())

  for (const [how, look] of Object.entries(looks)) {
    it(`finds nothing in the page, the chat and the desk in any main state ${how}`, async () => {
      const citizen = await citizenAt(place, look)
      await holds(citizen.page.mainFrame(), 'page')
      await chatHolds(citizen, 'welcome')
      await citizen.write('har ondt i maven hver morgen og orker ik skole mere')
      await citizen.reachOffers()
      await chatHolds(citizen, 'offers')
      await citizen.press('keep')
      await citizen.chat.locator('.keep').waitFor()
      await chatHolds(citizen, 'keep')
      await citizen.write('jeg har lyst til at dø')
      await citizen.chat.locator('.line .help').waitFor()
      await chatHolds(citizen, 'help')
      await citizen.box.fill('ring 22 33 44 55')
      await citizen.box.press('Enter')
      await citizen.chat.locator('.slip').waitFor()
      await chatHolds(citizen, 'slip guard')
      await citizen.chat.locator('.slip button').first().click()
      await citizen.box.fill('')
      await citizen.chat.locator('.menu .round').click()
      await chatHolds(citizen, 'menu')
      await citizen.chat.locator('.menu-list button').first().click()
      await citizen.chat.locator('.bundled').waitFor()
      await chatHolds(citizen, 'lines')
      await citizen.chat.locator('.bundled > button').click()

      await citizen.write('jeg vil tale med et menneske')
      await citizen.chat.locator('.handover').waitFor()
      await chatHolds(citizen, 'handover')
      if (await citizen.button('handover.confirm').isVisible()) await citizen.press('handover.confirm')
      await citizen.button('withdraw').waitFor()
      await chatHolds(citizen, 'queue')
      await deskHolds('desk with someone waiting')
      await counsellor.take()
      await counsellor.write('Hej. Godt, du skriver.')
      await citizen.lines('counsellor').first().waitFor()
      await chatHolds(citizen, 'with counsellor')
      await deskHolds('desk with a talk')
      await counsellor.end('erase')
      await citizen.chat.locator('.over').waitFor()
      await chatHolds(citizen, 'erased')
      await citizen.context.close()
    })
  }

  it('finds nothing in the lines that are shown when the server is away', async () => {
    const citizen = await citizenAt(place)
    place.network.goAway()
    await citizen.chat.locator('.bundled').waitFor()
    await chatHolds(citizen, 'away')
    place.network.mode = 'pass'
    await citizen.chat.locator('.bundled').waitFor({ state: 'detached' })
    await citizen.context.close()
  })

  const deskHolds = (state: string) => holds(counsellor.page.mainFrame(), state)
})

async function chatHolds({ page }: Citizen, state: string): Promise<void> {
  const frame = page.frames().find(candidate => candidate.url().includes('/chat?'))
  if (!frame) throw new Error('the chat is not there')
  await holds(frame, state)
  await fits(frame, state)
}

/** No violation, best practices among them; text contrast as in WCAG AAA. */
async function holds(frame: Frame, state: string): Promise<void> {
  const there = await frame.evaluate(() => 'axe' in window)
  if (!there) await inject(frame)
  const violations = await frame.evaluate(async chat => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const rules = chat
      ? { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } }
      : { 'target-size': { enabled: true } }
    const { violations } = await axe.run(document, { iframes: false, resultTypes: ['violations'], rules })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('; ')}`,
    )
  }, frame.url().includes('/chat?'))
  if (violations.length > 0) await picture(frame.page(), `axe-${state.replaceAll(' ', '-')}`)
  expect(violations, state).to.deep.equal([])
}

/** Evaluated from outside, so that the page's own policy stays as it is. */
async function inject(frame: Frame): Promise<void> {
  const { readFileSync } = await import('node:fs')
  await frame.evaluate(`${readFileSync(axe, 'utf8')};undefined`)
}

/** Nothing scrolls sideways, and everything that can be pressed is 44 by 44 px (links within a sentence aside). */
async function fits(frame: Frame, state: string): Promise<void> {
  const { sideways, small } = await frame.evaluate(() => ({
    sideways:
      Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('.log')].map(log => log.scrollWidth)) - innerWidth,
    small: [...document.querySelectorAll<HTMLElement>('button, a, textarea')]
      .filter(element => element.checkVisibility() && !element.closest('.bubble'))
      .map(element => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 43.9 || box.height < 43.9)
      .map(({ element, box }) => `${element.outerHTML.slice(0, 80)} ${box.width}x${box.height}`),
  }))
  expect(sideways, `${state}: wider than the window by`).to.be.at.most(0)
  expect(small, `${state}: too small to press`).to.deep.equal([])
}
