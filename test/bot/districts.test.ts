import { expect } from 'chai'
import { ask, type House, openHouse } from './house.ts'

/** Halsnæs: a page anyone can read for each district; no script, no cookie, no name. */
describe('the page of a district', () => {
  let house: House
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())
  const page = async (path: string) => {
    const answer = await fetch(`${house.url}${path}`)
    return { status: answer.status, text: await answer.text(), cookie: answer.headers.get('set-cookie') }
  }

  it('lists the professions of its team, its school and what it offers, in Danish and in English', async () => {
    const { status, text, cookie } = await page('/district/halsnaes-hundested')
    expect(status).to.equal(200)
    expect(cookie).to.equal(null)
    for (const word of [
      'Børnedistrikt Hundested',
      'Hundested Skole',
      'Sundhedsplejerske',
      'Psykolog',
      'Socialrådgiver',
      'Dit børnedistrikt',
      '112',
    ])
      expect(text).to.contain(word)
    expect(text).to.contain('/chat?municipality=halsnaes')
    expect((await page('/district/halsnaes-hundested?lang=en')).text)
      .to.contain('Health visitor')
      .and.contain('lang="en"')
  })

  it('is found from the list of the municipality, by its school', async () => {
    const { status, text } = await page('/district?municipality=halsnaes')
    expect(status).to.equal(200)
    expect((await page('/?municipality=halsnaes')).text).to.contain('href="/district?municipality=halsnaes"')
    expect((await page('/?municipality=skive')).text).to.not.contain('/district')
    expect(text.match(/href="\/district\/halsnaes-[a-z-]+"/g)).to.have.length(5)
  })

  it('is not there for a district without a team, nor for one nobody knows', async () => {
    for (const path of ['/district/kalundborg-by', '/district/__proto__', '/district?municipality=kalundborg'])
      expect((await page(path)).status, path).to.equal(404)
    expect((await ask(house.url, 'GET', '/district/nowhere')).status).to.equal(404)
  })
})
