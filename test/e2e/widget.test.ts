import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { translator } from '../../locales/translate.ts'
import { until } from '../until.ts'
import { type Citizen, citizenAt, counsellorAt, desktop, openPlace, type Place, phone, picture } from './place.ts'

describe('the chat in the browser', function () {
  this.timeout(120_000)
  let place: Place

  before(async () => {
    place = await openPlace()
  })
  after(() => place?.close())

  describe('what it leaves behind', () => {
    it('is no cookie, nothing stored but a token for this tab, no word, and no request to anyone else', async () => {
      const citizen = await citizenAt(place)
      const hosts = new Set<string>()
      citizen.page.on('request', request => hosts.add(new URL(request.url()).host))
      await citizen.page.reload()
      await citizen.page.locator('section button[aria-expanded]').click()
      await citizen.write('kanariefugl 4711')
      await citizen.answered()
      expect(await citizen.context.cookies()).to.deep.equal([])
      const stored = await citizen.frame.evaluate(() => ({ local: localStorage.length, tab: Object.entries(sessionStorage) }))
      expect(stored.local).to.equal(0)
      expect(stored.tab.map(([key]) => key)).to.deep.equal(['brobygger'])
      expect(stored.tab[0]?.[1]).not.to.contain('kanariefugl')
      expect([...hosts]).to.deep.equal([new URL(place.url).host])
      await citizen.context.close()
    })

    it('is nothing in any cache, under a policy without inline code', async () => {
      for (const path of ['/', '/chat', '/desk', '/widget.js', '/favicon.svg']) {
        const { headers, status } = await fetch(`${place.url}${path}`)
        expect(status, path).to.equal(200)
        expect(headers.get('cache-control'), path).to.equal('no-store')
        expect(headers.get('referrer-policy'), path).to.equal('no-referrer')
        expect(headers.get('set-cookie'), path).to.equal(null)
        const policy = headers.get('content-security-policy') ?? ''
        if (!path.includes('.')) expect(policy, path).to.contain("default-src 'none'").and.contain("require-trusted-types-for 'script'")
        expect(policy).not.to.match(/unsafe|\*/)
      }
      const policyOf = async (path: string) => (await fetch(`${place.url}${path}`)).headers.get('content-security-policy')
      expect(await policyOf('/chat')).to.contain(`frame-ancestors 'self' ${new URL(place.elsewhere).origin}`)
      expect(await policyOf('/desk')).to.contain("frame-ancestors 'none'")
    })

    it('never runs what anyone writes', async () => {
      const citizen = await citizenAt(place)
      await citizen.write('<img src=x onerror="window.ran=1"><script>window.ran=1</script>[a](javascript:window.ran=1)')
      await citizen.answered()
      expect(await citizen.chat.locator('.line img, .line script').count()).to.equal(0)
      expect(await citizen.frame.evaluate(() => 'ran' in window)).to.equal(false)
      await citizen.context.close()
    })

    it('lets no address put a script behind the way out', async () => {
      for (const exit of ['javascript:alert(1)', '//evil.example', 'data:text/html,x', '/%22%3E']) {
        const page = await (await fetch(`${place.url}/chat?exit=${encodeURIComponent(exit)}`)).text()
        expect(page).to.contain('data-exit="https://www.dr.dk"')
      }
    })
  })

  describe('for keyboard and screen reader', () => {
    it('announces each message once, in order, with its sender', async () => {
      const citizen = await citizenAt(place)
      await citizen.write('jeg er ensom')
      await citizen.answered()
      const { shown, said } = await until('all that is shown is said', async () => {
        const both = await citizen.frame.evaluate(linesAndAnnouncements)
        return both.said.length === both.shown.length ? both : undefined
      })
      for (const [index, [who, text]] of shown.entries()) expect(said[index]).to.match(new RegExp(`^polite: ${escaped(`${who}: ${text}`)}`))
      await until('the live region is empty again', async () => (await citizen.chat.locator('#polite p').count()) === 0)
      await citizen.context.close()
    })

    it('interrupts for the help card, and only for it', async () => {
      const citizen = await citizenAt(place)
      await citizen.write('jeg har lyst til at dø')
      await citizen.chat.locator('.line .help').waitFor()
      const away = translator('da')('widget.help.away') // where the chat took more than a second to come
      const urgent = async () => (await citizen.announced()).filter(text => text.startsWith('assertive') && !text.includes(away))
      await until('it is said', async () => (await urgent()).length > 0)
      expect(await urgent()).to.have.length(1)
      expect(await citizen.chat.locator('.line .help a[href="tel:112"]').count()).to.equal(1)
      await citizen.context.close()
    })

    it('has the way out as the first stop of the Tab key', async () => {
      const citizen = await citizenAt(place)
      await citizen.page.keyboard.press('Tab')
      expect(await focused(citizen)).to.contain('exit')
      await citizen.context.close()
    })

    it('never moves the focus for an incoming message', async () => {
      const citizen = await citizenAt(place)
      await citizen.box.focus()
      for (const text of ['jeg er ensom', 'jeg er 15', 'i skolen']) {
        await citizen.write(text)
        await citizen.answered()
        expect(await focused(citizen)).to.contain('words')
      }
      await citizen.context.close()
    })

    it('goes from question to question with the keyboard alone, and leaves used buttons inert', async () => {
      const citizen = await citizenAt(place)
      await citizen.button('skip').focus()
      await citizen.page.keyboard.press('Enter')
      await citizen.answered()
      expect(await focused(citizen), 'the own new line').to.contain('line citizen')
      await citizen.page.keyboard.press('Tab')
      expect(await focused(citizen), 'the next question’s buttons').to.contain('data-choice')
      expect(await citizen.chat.locator('.line.citizen').first().locator('xpath=preceding-sibling::*//button').count()).to.equal(0)
      await citizen.context.close()
    })
  })

  describe('the slip guard', () => {
    it('asks before a number leaves the page, and the citizen decides', async () => {
      const citizen = await citizenAt(place, phone)
      await citizen.box.fill('mit cpr er 010203-1234')
      await citizen.box.press('Enter')
      await citizen.chat.locator('.slip').waitFor()
      await picture(citizen.page, 'slip-guard')
      expect(await citizen.lines('citizen').count()).to.equal(0)
      await citizen.chat.getByRole('button', { name: 'Ret teksten' }).click()
      expect(await focused(citizen)).to.contain('words')
      await citizen.box.press('Enter')
      await citizen.chat.getByRole('button', { name: 'Send alligevel' }).click()
      await citizen.lines('citizen').first().waitFor()
      await citizen.context.close()
    })
  })

  describe('two languages', () => {
    it('change in the middle of the talk, for page and bot alike', async () => {
      const citizen = await citizenAt(place)
      await citizen.chat.locator('.menu .round').click()
      await citizen.chat.locator('.menu-list button[lang="en"]').click()
      await citizen.chat.getByText('You are writing with a machine').waitFor()
      await citizen.write('I feel lonely')
      await citizen.answered()
      expect(await citizen.lines('bot').last().textContent()).to.match(/\b(you|your|it)\b/i)
      await citizen.context.close()
    })
  })

  describe('on any municipality’s page', () => {
    it('is one tag: works from another origin, hides and comes back with what is new', async () => {
      const counsellor = await counsellorAt(place)
      const citizen = await citizenAt(place, desktop, place.elsewhere)
      await citizen.write('jeg er ensom')
      await citizen.answered()
      await citizen.press('human')
      await citizen.press('handover.confirm')
      await counsellor.take()
      await citizen.chat.locator('.round').last().click()
      await citizen.page.locator('.panel').waitFor({ state: 'hidden' })
      await counsellor.write('Hej. Er du der?')
      await citizen.page.locator('section b').getByText('1 ny').waitFor()
      await citizen.page.locator('section button[aria-expanded]').click()
      await citizen.lines('counsellor').getByText('Er du der?').waitFor()
      expect(await citizen.page.locator('section b').textContent()).to.equal('')
      await counsellor.end('erase')
      await citizen.chat.locator('.over').waitFor()
      await citizen.context.close()
      await counsellor.page.context().close()
    })

    it('listens to nobody but its own frame', async () => {
      const page = await place.browser.newPage()
      await page.goto(place.elsewhere)
      await page.locator('section button[aria-expanded]').click()
      await page.frameLocator('iframe').locator('.line.bot').first().waitFor()
      await page.evaluate(() => {
        for (const data of [{ brobygger: 'exit' }, { brobygger: 'hide' }, 'exit', null]) window.postMessage(data, '*')
      })
      await page.waitForTimeout(200)
      expect(page.url()).to.equal(place.elsewhere)
      expect(await page.locator('.panel').isVisible()).to.equal(true)
      await page.close()
    })
  })

  it('shows the same words in both languages', () => {
    const keys = (locale: string, room: string) =>
      Object.keys(flat(JSON.parse(readFileSync(new URL(`../../locales/${locale}/${room}.json`, import.meta.url), 'utf8'))))
    for (const room of ['widget', 'page']) expect(keys('en', room)).to.deep.equal(keys('da', room))
  })
})

/** Runs in the page, at one moment: another line may come at any time. */
function linesAndAnnouncements() {
  const shown = [...document.querySelectorAll('.line')].map(line => [
    line.classList.contains('citizen') ? 'Du' : 'Brobygger (en maskine)',
    line.querySelector('.bubble')?.lastChild?.textContent,
  ])
  const { announced } = window as unknown as { announced: string[] }
  // Where the chat took more than a second to come, help without us was called out meanwhile.
  return { shown, said: announced.filter(text => text.startsWith('polite')) }
}

const focused = (citizen: Citizen) => citizen.frame.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? '')

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const flat = (node: object, path = ''): Record<string, string> =>
  Object.assign(
    {},
    ...Object.entries(node).map(([key, value]) =>
      typeof value === 'string' ? { [`${path}${key}`]: value } : flat(value as object, `${path}${key}.`),
    ),
  )
