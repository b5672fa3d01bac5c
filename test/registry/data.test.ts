import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { translator } from '../../locales/translate.ts'
import { loadRegistry } from '../../registry/load.ts'

const data = new URL('../../data/', import.meta.url)
const registry = await loadRegistry(data)
const { offers } = registry

describe('the registry', () => {
  it('has every offer of the catalogue, and the twenty that fill gaps, under their fixed ids', () => {
    expect(offers.map(({ id }) => id)).to.include.members([...catalogue, ...twenty])
  })

  it('has the lines that must be there in a crisis, answered round the clock, with nothing left to verify', () => {
    for (const id of ['akut-112', 'boernetelefonen', 'lev-uden-vold', 'offerraadgivningen', 'giftlinjen']) {
      const line = registry.offer(id)
      expect(line?.kind, id).to.equal('helpline')
      expect(line?.status, id).to.equal('active')
      expect(
        registry.helplines.find(hours => hours.id === line?.hours)?.channels.some(({ always }) => always),
        id,
      ).to.equal(true)
      expect(
        line?.contacts.some(({ kind, toVerify }) => kind === 'phone' && !toVerify),
        id,
      ).to.equal(true)
    }
  })

  it('never says that Livslinien is open round the clock', () => {
    const hours = registry.helplines.find(({ id }) => id === 'livslinien')
    expect(hours?.channels.some(({ always }) => always)).to.equal(false)
    expect(hours?.caution?.da).to.include('112')
  })

  it('says of the lines that ask for CPR or record calls that they do', () => {
    for (const id of ['giftlinjen', 'laegevagt-1813']) {
      expect(registry.helplines.find(hours => hours.id === id)?.caution?.da, id).to.include('CPR')
      expect(registry.offer(id)?.anonymous, id).to.equal(false)
    }
    expect(registry.helplines.find(({ id }) => id === 'akut-112')?.caution?.da).to.include('optager')
  })

  it('keeps what is for professionals from citizens', () => {
    const forums = offers.filter(({ kind }) => kind === 'forum')
    expect(forums.map(({ id }) => id)).to.deep.equal(['kalundborg-ssp-lokaludvalg', 'kalundborg-rehab', 'kalundborg-bup-samarbejde'])
    for (const { roles } of forums) expect(roles).to.deep.equal(['professional'])
  })

  it('carries source and date with every offer and every way to reach it', () => {
    for (const { id, verified, contacts, status, toVerify } of offers) {
      expect(verified.source, id).to.match(/^(sources|reference)\//)
      expect(verified.date, id).to.match(/^\d{4}(-\d{2}-\d{2})?$/)
      for (const { source, value } of contacts) expect(source, `${id} ${value}`).to.match(/^https?:|^(sources|reference)\//)
      if (status === 'unverified') expect(toVerify, id).to.not.be.empty
    }
  })

  it('marks every fact from second hand as to be verified', () => {
    for (const { id, contacts } of offers)
      for (const { source, toVerify, value } of contacts)
        if (source.includes('kodelager')) expect(toVerify, `${id} ${value}`).to.equal(true)
  })

  it('has no retired number, and no number at Kalundborg Kommune, whose only one in the sources belongs to an employee', async () => {
    const everything = await Promise.all(['kalundborg', 'holstebro', 'skive', 'halsnaes', 'national', 'helplines'].map(read))
    const digits = everything.join('').replaceAll(/(?<=\d) (?=\d)/g, '')
    const retired: { number: string }[] = JSON.parse(await readFile(new URL('retired.json', data), 'utf8'))
    expect(retired).to.have.length.greaterThan(3)
    for (const { number } of retired) expect(digits).to.not.include(number.replaceAll(' ', ''))
    for (const { id, provider, contacts } of offers)
      if (provider.name.startsWith('Kalundborg Kommune'))
        expect(
          contacts.filter(({ kind }) => kind === 'phone'),
          id,
        ).to.deep.equal([])
  })

  it('speaks to everyone who reads it: of "skolen" and "barnet" where the young, their parents and their teachers may all ask', () => {
    for (const { id, roles, summary, firstStep } of offers) {
      const said = `${summary.da} ${firstStep.contact.da} ${firstStep.next.da}`
      if (roles.includes('young') && roles.includes('parent')) expect(said, id).to.not.match(/\b(din|dine) (lærer|lærere|skole|forældre)\b/)
      if (roles.includes('professional')) expect(firstStep.contact.da, id).to.not.match(/\bdit barns?\b/)
    }
  })

  it('keeps the period of what may have ended, and says so', () => {
    for (const id of [
      'kalundborg-rettidig-ungeindsats',
      'kalundborg-pusterummet',
      'kalundborg-foenix',
      'kalundborg-paedagogisk-sandplay',
      'kalundborg-pift',
    ]) {
      expect(registry.offer(id)?.status, id).to.equal('unverified')
      expect(registry.offer(id)?.period, id).to.not.equal(undefined)
    }
    expect(registry.offer('kalundborg-rettidig-ungeindsats')?.period?.to).to.equal('2023-12')
  })

  it('never tells someone to ring where only a professional can open the door', () => {
    const closed = offers.filter(({ routes }) => !routes.some(({ by }) => ['self', 'parent', 'municipality'].includes(by)))
    expect(closed.length).to.be.greaterThan(10)
    for (const { id, firstStep } of closed) {
      expect(firstStep.contact.da, id).to.match(/^(Spørg|Tal med|Bed) /)
      expect(firstStep.contact.da, id).to.not.match(/\d{2} \d{2}/)
    }
  })

  it('leaves no theme without an offer in Kalundborg, and elsewhere only those the sources know nothing of', () => {
    for (const { id: municipality } of registry.municipalities) {
      const near = offers.filter(offer => offer.kind !== 'forum' && (offer.municipality ?? municipality) === municipality)
      const silent = registry.themes.filter(({ id }) => !near.some(({ themes }) => id in themes)).map(({ id }) => id)
      expect(silent, municipality).to.have.members(gaps[municipality] ?? [])
    }
  })

  it('has somebody to turn to for every role in every municipality', () => {
    for (const { id: municipality } of registry.municipalities)
      for (const role of ['young', 'parent', 'relative', 'professional'] as const) {
        const open = offers.filter(
          offer => (offer.municipality ?? municipality) === municipality && offer.roles.includes(role) && offer.rules.length === 0,
        )
        expect(open, `${municipality} ${role}`).to.have.length.greaterThan(2)
      }
  })
})

describe('facts', () => {
  it('have a question for every voice and a label, in both languages', () => {
    for (const locale of ['da', 'en'] as const)
      for (const { id } of registry.facts) {
        for (const voice of ['young', 'parent', 'other']) expect(translator(locale)(`facts.${id}.${voice}`), id).to.match(/\?$/)
        expect(translator(locale)(`facts.${id}.label`), id).to.not.match(/[?.]$/)
      }
  })

  it('are each what some offer rests on', () => {
    const rules = JSON.stringify(offers.map(offer => offer.rules))
    for (const { id } of registry.facts) expect(rules).to.include(`"fact":"${id}"`)
  })
})

describe('plain words', () => {
  const danish = wordings('da')
  const english = wordings('en')

  it('are Danish with LIX under 30 and at most 15 words a sentence', () => {
    const hard = danish.filter(({ text }) => lix(text) >= 30 || longestSentence(text) > 15)
    expect(hard.map(({ where, text }) => `${where}: ${lix(text).toFixed(0)}, ${longestSentence(text)} words: ${text}`)).to.deep.equal([])
  })

  it('have a median LIX of at most 21', () => {
    const sorted = danish.map(({ text }) => lix(text)).sort((a, b) => a - b)
    expect(sorted[sorted.length >> 1]).to.be.lessThan(21)
  })

  it('are English with short sentences too', () => {
    expect(english.filter(({ text }) => longestSentence(text) > 20).map(({ where, text }) => `${where}: ${text}`)).to.deep.equal([])
  })

  it('speak to "du", without an exclamation mark', () => {
    for (const { where, text } of [...danish, ...english]) expect(text, where).to.not.include('!')
    expect(danish.filter(({ text }) => /[^.?] (De|Dem|Deres)\b/.test(text))).to.deep.equal([])
  })
})

/** All that a citizen reads from the registry's own data. */
function wordings(locale: 'da' | 'en'): { where: string; text: string }[] {
  const t = translator(locale)
  return [
    ...offers.flatMap(({ id, summary, firstStep: { contact, next, bring }, routes }) =>
      [summary, contact, next, ...(bring ? [bring] : []), ...routes.flatMap(({ how }) => (how ? [how] : []))].map(text => ({
        where: id,
        text: text[locale],
      })),
    ),
    ...registry.helplines.flatMap(({ id, caution }) => (caution ? [{ where: id, text: caution[locale] }] : [])),
    ...registry.facts.flatMap(({ id }) => ['young', 'parent', 'other'].map(voice => ({ where: id, text: t(`facts.${id}.${voice}`) }))),
  ]
}

/** Björnsson's LIX: words a sentence plus long words (over six letters) in a hundred. Names and web addresses count, but not as long. */
function lix(text: string): number {
  const names = new Set(text.match(/(?<=[\p{L},] )\p{Lu}[\p{L}-]+/gu))
  const words = wordsOf(text)
  const long = words.filter(word => word.length > 6 && !names.has(word) && !word.includes('.'))
  return words.length / sentencesOf(text).length + (100 * long.length) / words.length
}

const longestSentence = (text: string) => Math.max(...sentencesOf(text).map(sentence => wordsOf(sentence).length))
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+(?:[-.’'][\p{L}\p{N}]+)*/gu) ?? []
const sentencesOf = (text: string) => text.split(/[.!?:](?=\s|$)/).filter(part => /\p{L}/u.test(part))

const read = (name: string) => readFile(new URL(`offers/${name}.json`, data), 'utf8')

/** Themes no source names an offer for. A new offer should shorten this list. */
const gaps: Record<string, string[]> = {
  skive: ['brainInjury', 'placedParents', 'refugee', 'work', 'transitionAdult', 'caseworker'],
  holstebro: ['placedParents', 'refugee', 'work', 'transitionAdult', 'coordination', 'familyNetwork', 'caseworker'],
  halsnaes: ['brainInjury', 'placedParents', 'refugee', 'work', 'transitionAdult', 'caseworker'],
}

const kalundborg = [
  ...['pusterummet', 'foenix', 'paedagogisk-sandplay', 'konsultativt-team', 'makkerpar', 'anonym-raadgivning', 'cool-kids-asf', 'chilled'],
  ...['pift', 'rettidig-ungeindsats', 'gro', 'ssp-undervisning', 'bekymringssamtale', 'cafe-ungeliv', 'oekonomisk-vejledning'],
  ...['familieraadslagning', 'foraeldre-til-anbragte', 'misbrug-unge', 'stepping-stones', 'integration', 'overgangsmoeder'],
  ...['sammen-med-familien', 'indsats-i-egen-sag', 'ssp-lokaludvalg', 'rehab', 'bup-samarbejde'],
].map(name => `kalundborg-${name}`)
const holstebro = [
  ...['dagtilbud-sparring', 'opfoelgning-udredning', 'aengstelige-boern', 'adfaerdsvanskeligheder', 'tidligt-foedte', 'samtalegrupper'],
  ...['hjerneskade', 'sprogvanskeligheder', 'skolefravaer'],
].map(name => `holstebro-${name}`)
const catalogue = [
  ...kalundborg,
  ...['headspace-kalundborg', 'laer-for-livet', 'home-start-kalundborg', 'red-barnet-oplevelsesklub-kalundborg'],
  ...['moedrehjaelpen', 'sind', 'boernetelefonen', 'foraeldretelefonen', 'livslinien', 'lev-uden-vold', 'akut-112'],
  ...holstebro,
  'skive-tidlig-forebyggelse',
  'halsnaes-boernedistrikt',
]
const twenty = [
  ...['tuba-kalundborg', 'somenta', 'boern-unge-og-sorg', 'psykiatrifonden', 'hoert', 'cyberhus', 'girltalk', 'sletdet', 'joannahuset'],
  ...['headspace-family', 'lgbt-danmark', 'familieretshuset', 'angstforeningen', 'bedre-psykiatri', 'ventilen', 'gaeldsraadgivning'],
  ...['mandecentret', 'kalundborg-krisecenter', 'cafe-ung-kalundborg', 'depressionslinien'],
]
