import { expect } from 'chai'
import { codeFrom } from '../../dialogs/code.ts'
import { offerView } from '../../dialogs/offerView.ts'
import { type House, openHouse } from '../bot/house.ts'
import { hire } from './office.ts'

const day = 24 * 60
const partners = ['headspace-kalundborg', 'laer-for-livet', 'home-start-kalundborg', 'red-barnet-oplevelsesklub-kalundborg']

describe('the closed loop of a first step', () => {
  let house: House

  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  it('has a card for each of the four partners, and for nobody else', async () => {
    const context = house.services.context('kalundborg')
    const linked = house.services.registry.offers.filter(offer => offerView(offer, 'da', context).card !== undefined).map(({ id }) => id)
    expect(linked.sort()).to.deep.equal([...partners].sort())
    for (const offer of partners) {
      const page = await (await fetch(`${house.url}/card?offer=${offer}`)).text()
      expect(page).to.include('Sådan kommer du i gang').and.to.include('Det sker der så').and.not.to.include('class="words"')
    }
    for (const offer of ['akut-112', 'kalundborg-pift', 'no-such', '', '../x'])
      expect((await fetch(`${house.url}/card?offer=${offer}`)).status).to.equal(404)
  })

  it('is marked once, by whoever has the card: arrived, not taken, or moved on; and only counts are kept', async () => {
    const marks = ['arrived', 'notTaken', 'movedOn'] as const
    for (const [at, offer] of partners.slice(0, 3).entries()) {
      const code = await card(offer)
      const answers = [await mark(code, marks[at]), await mark(code, marks[at]), await mark(code, 'arrived')]
      expect(answers.map(page => /Tak\. Det er talt med|Den kode er brugt før/.exec(page)?.[0])).to.deep.equal([
        'Tak. Det er talt med',
        'Den kode er brugt før',
        'Den kode er brugt før',
      ])
      for (const page of answers) expect(page).not.to.match(/headspace|Home-Start|Lær for Livet/i)
    }
    const [month] = await house.services.counts.read('kalundborg')
    expect(month?.figures).to.deep.include({
      'firstStep.given.headspace-kalundborg': 1,
      'firstStep.arrived.headspace-kalundborg': 1,
      'firstStep.notTaken.laer-for-livet': 1,
      'firstStep.movedOn.home-start-kalundborg': 1,
    })
  })

  it('counts one of two marks that come at the same moment', async () => {
    const code = await card('headspace-kalundborg')
    const before = await counted('firstStep.movedOn.headspace-kalundborg')
    const answers = await Promise.all([1, 2, 3].map(() => mark(code, 'movedOn')))
    expect(answers.filter(page => page.includes('Tak.'))).to.have.length(1)
    expect(await counted('firstStep.movedOn.headspace-kalundborg')).to.equal(before + 1)
  })

  it('says calmly what is wrong with a code, and changes nothing', async () => {
    const code = await card('headspace-kalundborg')
    const before = JSON.stringify(await house.services.counts.read('kalundborg'))
    expect(await mark(code, undefined))
      .to.include('Vælg, hvordan det gik')
      .and.to.include(`value="${code}"`)
    expect(await mark(code, 'gone')).to.include('Vælg, hvordan det gik')
    for (const bad of ['', 'hej', 'abe vindmølle zebra', '<script>', 'x'.repeat(300)])
      expect(await mark(bad, 'arrived')).to.include('passer ikke sammen')
    expect(await mark(codeFrom([9, 8, 7, 6]), 'arrived')).to.include('Den kode kender vi ikke')
    const course = await house.services.courses.open({ kind: 'course', municipality: 'skive', profession: 'psychologist' })
    const shown = await house.services.courses.showCode(await house.services.courses.invite(course.id))
    expect(await mark(shown?.code ?? '', 'arrived'), 'a course’s code is no first step').to.include('Den kode kender vi ikke')
    expect(JSON.stringify(await house.services.counts.read('kalundborg'))).to.equal(before)
    house.later(91 * day)
    expect(await mark(code, 'arrived')).to.include('Den kode er for gammel')
    house.later(31 * day)
    await house.services.firstSteps.tidy()
    expect(await mark(code, 'arrived')).to.include('Den kode kender vi ikke')
  })

  it('shows the coordinator what came of it, small counts hidden', async () => {
    const nors = await hire(house, 'k@kalundborg.dk', { role: 'coordinator', municipalities: ['kalundborg'] })
    const at = house.services.now()
    for (let index = 0; index < 9; index++)
      await house.services.counts.add({
        municipality: 'kalundborg',
        at,
        figures: ['firstStep.arrived.headspace-kalundborg'],
        once: `more ${index}`,
      })
    const { body } = await nors.get('/coordinator/first-steps?municipality=kalundborg')
    const row = body.offers.findIndex(({ id }: { id: string }) => id === 'headspace-kalundborg')
    expect(body.marks).to.deep.equal(['arrived', 'notTaken', 'movedOn'])
    expect(body.marked.cells[row]).to.deep.equal([10, 'hidden', 'hidden'])
  })

  async function card(offer: string): Promise<string> {
    const page = await (await fetch(`${house.url}/card?offer=${offer}`, { method: 'POST', body: new URLSearchParams() })).text()
    return [...(/<ol class="words">(.*?)<\/ol>/s.exec(page)?.[1] ?? '').matchAll(/<li>(.*?)<\/li>/g)].map(([, word]) => word).join(' ')
  }
  async function mark(code: string, as: string | undefined): Promise<string> {
    const body = new URLSearchParams({ code, ...(as !== undefined && { as }) })
    return (await fetch(`${house.url}/arrived`, { method: 'POST', body })).text()
  }
  async function counted(figure: string): Promise<number> {
    return (await house.services.counts.read('kalundborg')).reduce((sum, { figures }) => sum + (figures[figure] ?? 0), 0)
  }
})
