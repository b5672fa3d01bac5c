import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { Browser, Page } from 'playwright-core'
import { translator } from '../../locales/translate.ts'
import { openChromium } from '../chromium.ts'
import { picture } from './place.ts'

const t = translator('da')

describe('Teams without Teams (npm run teams:local)', function () {
  this.timeout(120_000)
  let program: ChildProcess
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  before(async () => {
    program = spawn(process.execPath, [fileURLToPath(new URL('../teams/local.ts', import.meta.url)), '--port', '0'])
    const address = await addressIn(program)
    browser = await openChromium()
    page = await browser.newPage({ viewport: { width: 800, height: 1000 } })
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    await page.goto(address)
  })
  after(async () => {
    await browser?.close()
    if (program?.exitCode !== null) return
    // Not -9: it would leave its server behind.
    program.kill('SIGINT')
    await once(program, 'exit')
  })

  it('shows the welcome as a card that was really drawn', async () => {
    await page.locator('article.bot .ac-adaptiveCard').first().waitFor()
    expect(await page.locator('article.bot').first().innerText()).to.include('112')
  })

  it('takes what one writes, and shows the card that answers', async () => {
    await page.getByLabel('Write to Brobygger').fill('hej')
    await page.keyboard.press('Enter')
    await page.locator('article.me', { hasText: 'hej' }).waitFor()
    await newest().locator('button.ac-pushButton').first().waitFor()
  })

  it('presses a button as an invoke; the used card shows what was chosen, and has no button left', async () => {
    const card = newest()
    const button = card.locator('button.ac-pushButton').first()
    const title = await button.innerText()
    const answered = await page.locator('article.bot').count()
    await button.click()
    const used = page.locator('article.bot').nth(answered - 1)
    await used.getByText(t('teams.card.chosen', { title })).waitFor()
    expect(await used.locator('button.ac-pushButton').count()).to.equal(0)
    await page.locator('article.bot').nth(answered).waitFor()
    await picture(page, 'teams-local')
    expect(complaints).to.deep.equal([])
  })

  for (const [name, media] of [
    ['on a phone in high contrast', { forcedColors: 'active', colorScheme: 'dark' }],
    ['on a phone', { forcedColors: 'none', colorScheme: 'light' }],
  ] as const) {
    it(`keeps its cards readable ${name}`, async () => {
      await page.setViewportSize({ width: 320, height: 640 })
      await page.emulateMedia(media)
      const wide = await page
        .locator('article, article :is(.ac-textBlock, .ac-pushButton)')
        .evaluateAll(parts => parts.filter(part => part.scrollWidth > part.clientWidth + 1).map(part => part.outerHTML.slice(0, 200)))
      expect(wide).to.deep.equal([])
      const buttons = await page.locator('article .ac-pushButton').evaluateAll(all => all.map(one => one.getBoundingClientRect().right))
      expect(buttons).to.have.length.greaterThan(0)
      expect(buttons.filter(right => right > 320)).to.deep.equal([])
      await picture(page, `teams-${media.forcedColors === 'active' ? 'contrast' : 'phone'}`)
      await page.setViewportSize({ width: 800, height: 1000 })
      await page.emulateMedia({ forcedColors: null, colorScheme: null })
    })
  }

  it('takes back what was written', async () => {
    await page.locator('article.me').getByRole('button', { name: 'Delete' }).click()
    await page.locator('article.me').waitFor({ state: 'detached' })
  })

  it('ends with Ctrl-C, and says so with 0', async () => {
    const ended = once(program, 'exit')
    program.kill('SIGINT')
    expect(await ended).to.deep.equal([0, null])
  })

  const newest = () => page.locator('article.me ~ article.bot:has(.ac-adaptiveCard)').last()
})

function addressIn(program: ChildProcess): Promise<string> {
  let written = ''
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      written += chunk
      const found = /Teams without Teams: (\S+)/.exec(written)?.[1]
      if (found) resolve(found)
    }
    program.stdout?.on('data', read)
    program.stderr?.on('data', read)
    program.once('exit', () => reject(new Error(`it ended: ${written}`)))
  })
}
