import { expect } from 'chai'
import type { Offer } from '../../registry/offer.ts'
import { setting, tells } from '../dialogs/setting.ts'
import { type Person, playedBy } from './catalogue.ts'
import { calmly, everythingSince, played } from './played.ts'

const context = calmly()
const { registry } = context

/**
 * The catalogue of Kalundborg, an offer a line: who writes, in which words, which questions are asked ("|": facts that may be asked on the way), the
 * place among the first three at the latest, and why it stands there.
 */
interface Row extends Person {
  asks: string
  rank: 1 | 2 | 3
  why: string
}

const meant: Record<string, Row> = {
  'kalundborg-pusterummet': {
    role: 'young',
    age: '19',
    words: 'jeg er gravid og bange for at jeg ikke kan blive en god mor',
    asks: 'who age scale',
    rank: 1,
    why: 'made for pregnant women who feel insecure; the pregnancy is told',
  },
  'kalundborg-foenix': {
    role: 'parent',
    age: '3 måneder',
    words: 'jeg har fået en fødselsdepression efter jeg fik min datter på 3 måneder',
    asks: 'scale | newMother hasCase',
    facts: { newMother: true },
    rank: 1,
    why: 'made for mothers with a reaction after birth',
  },
  'kalundborg-paedagogisk-sandplay': {
    role: 'parent',
    words: 'min søn på 4 leger altid alene i børnehaven og kan ikke finde ro',
    asks: 'scale | inDaycare',
    facts: { inDaycare: true },
    rank: 1,
    why: '3 to 6 years, in daycare, alone and restless',
  },
  'kalundborg-konsultativt-team': {
    role: 'professional',
    words: 'jeg er pædagog i en vuggestue og vi er bekymrede for et barn på 2 der ikke trives',
    asks: ' | inDaycare',
    facts: { inDaycare: true },
    rank: 1,
    why: 'the team that advises daycares; too young for Sandplay',
  },
  'kalundborg-makkerpar': {
    role: 'parent',
    words: 'min datter på 9 bliver holdt udenfor i klassen og læreren ved ikke hvad de skal gøre',
    asks: 'scale | inSchool',
    rank: 1,
    why: 'they are at her school every week',
  },
  'kalundborg-anonym-raadgivning': {
    role: 'parent',
    words: 'jeg vil gerne have råd fra kommunen uden at sige hvem jeg er',
    asks: 'who age scale | hasCase inSchool',
    rank: 1,
    why: 'open, anonymous, by the municipality: what was asked for',
  },
  'kalundborg-cool-kids-asf': {
    role: 'parent',
    words: 'min søn på 10 har autisme og er bange for alting',
    asks: 'scale | hasCase',
    facts: { autism: true },
    rank: 1,
    why: 'anxiety, 8 to 12, with autism: all three told',
  },
  'kalundborg-chilled': {
    role: 'young',
    words: 'jeg er 15 og får panikanfald når jeg skal op til tavlen',
    asks: 'scale | hasCase',
    rank: 1,
    why: 'an anxiety group for precisely that age, without a case',
  },
  'kalundborg-pift': {
    role: 'parent',
    words: 'min søn på 13 nægter at gå i skole og har ikke været der i tre uger',
    asks: 'scale | hasCase schoolAbsence inSchool',
    facts: { schoolAbsence: true, inSchool: true },
    rank: 1,
    why: 'made for pupils who stay away; too old for the horses once he is 14',
  },
  'kalundborg-rettidig-ungeindsats': {
    role: 'parent',
    words: 'min datter i 5. klasse har ondt i maven hver morgen og trækker sig fra de andre',
    asks: 'scale | hasCase inSchool schoolAbsence',
    facts: { hasCase: false, inSchool: true },
    rank: 1,
    why: '4th to 6th grade, stomach ache, withdrawn, no case',
  },
  'kalundborg-gro': {
    role: 'parent',
    words: 'vi har fået en baby på 2 måneder og alt er kaos, vi sover aldrig og kan ikke overskue det',
    asks: 'scale | newMother',
    rank: 1,
    why: 'coordinated help in the first year, for families with more than one need',
  },
  'kalundborg-ssp-undervisning': {
    role: 'professional',
    words: 'jeg er klasselærer for en ny 7. klasse og der er meget festkultur og alkohol, kan nogen komme og holde forældremøde',
    asks: ' | inSchool',
    facts: { inSchool: true },
    rank: 1,
    why: 'teaching and parent meetings on party culture, ordered by the school',
  },
  'kalundborg-bekymringssamtale': {
    role: 'parent',
    words: 'politiet har ringet om min søn på 14, han har stjålet og hænger ud med nogle der laver hærværk',
    asks: 'scale | policeConcern',
    facts: { policeConcern: true },
    rank: 1,
    why: 'the talk that follows a report of the police',
  },
  'kalundborg-cafe-ungeliv': {
    role: 'young',
    age: '15',
    words: 'jeg har en sagsbehandler og er helt alene, ingen at være sammen med efter skole',
    asks: 'age scale',
    facts: { hasCase: true },
    rank: 1,
    why: 'lonely, and with the case that it needs',
  },
  'kalundborg-oekonomisk-vejledning': {
    role: 'parent',
    words: 'vi kan ikke betale huslejen og er bange for at blive sat ud, der er gæld overalt',
    asks: 'who age scale | hasCase',
    rank: 1,
    why: 'made for families who may lose their home to debt',
  },
  'kalundborg-familieraadslagning': {
    role: 'parent',
    words: 'jeg er blevet alvorligt syg og vil gerne samle hele familien om at hjælpe min søn på 12',
    asks: 'scale | hasCase jobCentre',
    facts: { hasCase: true },
    rank: 1,
    why: 'the wider family makes the plan; the case is asked about because it decides',
  },
  'kalundborg-foraeldre-til-anbragte': {
    role: 'parent',
    words: 'min søn på 8 er anbragt i en plejefamilie og jeg vil gerne have ham hjem igen',
    asks: 'scale | hasCase',
    facts: { placed: true, hasCase: true },
    rank: 1,
    why: 'for parents whose child is placed',
  },
  'kalundborg-misbrug-unge': {
    role: 'young',
    age: '17',
    words: 'jeg drikker for meget og tager stoffer i weekenden, og jeg har en sagsbehandler',
    asks: 'who age scale',
    facts: { hasCase: true },
    rank: 1,
    why: 'the only one made for it, and the case is there',
  },
  'kalundborg-stepping-stones': {
    role: 'parent',
    words: 'vores datter på 7 har et handicap og vi har brug for redskaber som forældre',
    asks: 'scale | hasCase',
    facts: { disability: true },
    rank: 1,
    why: 'for parents of a child with a disability; its seminar needs no case',
  },
  'kalundborg-integration': {
    role: 'parent',
    words: 'vi er flygtet fra syrien og er lige kommet til kommunen',
    asks: 'who age scale | hasCase jobCentre',
    facts: { refugee: true },
    rank: 1,
    why: 'for families who have fled',
  },
  'kalundborg-overgangsmoeder': {
    role: 'parent',
    age: '17',
    words: 'min søn bliver 18 om lidt, han har et handicap, hvad sker der når han bliver voksen',
    asks: 'scale | hasCase',
    facts: { disability: true, hasCase: true },
    rank: 1,
    why: 'the meetings between child and adult services; the case is asked about',
  },
  'kalundborg-sammen-med-familien': {
    role: 'parent',
    words: 'jeg går til møder på jobcentret og i familieafdelingen og de taler ikke sammen',
    asks: 'who age scale | hasCase jobCentre',
    facts: { hasCase: true, jobCentre: true },
    rank: 1,
    why: 'one plan for whoever is in both places',
  },
  'kalundborg-indsats-i-egen-sag': {
    role: 'parent',
    age: '10',
    words: 'vi har en rådgiver i familieafdelingen og vil gerne tale mere med hende om hvordan vi får det bedre hjemme',
    asks: 'who age scale | hasCase jobCentre',
    facts: { hasCase: true },
    rank: 1,
    why: 'talks with the adviser they have already',
  },
  'headspace-kalundborg': {
    role: 'young',
    age: '18',
    words: 'jeg har bare brug for at snakke med nogen om lavt selvværd',
    asks: 'who age scale | woman',
    rank: 1,
    why: 'someone to talk to, close by, anonymous, 12 to 29',
  },
  'laer-for-livet': {
    role: 'parent',
    words: 'jeg er plejemor og vores plejesøn på 11 er langt bagud i skolen',
    asks: 'who scale | hasCase schoolAbsence placed',
    facts: { placed: true, hasCase: true },
    rank: 1,
    why: 'for placed children who have lost courage at school',
  },
  'home-start-kalundborg': {
    role: 'parent',
    age: '2',
    words: 'jeg er alene med to små børn og har ingen familie i nærheden, jeg er så træt',
    asks: 'age scale | hasCase preschoolChild',
    rank: 1,
    why: 'a volunteer at home, for a family with a child below school age',
  },
  'red-barnet-oplevelsesklub-kalundborg': {
    role: 'parent',
    age: '8',
    words: 'vi har ikke råd til ferie eller fritid til børnene og kommer aldrig ud',
    asks: 'who age scale | hasCase schoolAgeChild',
    rank: 1,
    why: 'experiences for families with little money',
  },
}

/** Facts that may be worth a question to anyone, whatever was told. */
const mayDecide = ['hasCase', 'inSchool', 'schoolAgeChild', 'preschoolChild', 'jobCentre']

describe('Kalundborg’s catalogue is found by the people it is meant for', () => {
  const catalogue = registry.offers.filter(
    ({ kind, municipality, verified }) =>
      kind === 'offer' && municipality === 'kalundborg' && verified.source === 'sources/kalundborg-indsatskatalog.txt',
  )

  it('has a played talk for each of its offers', () => {
    expect(Object.keys(meant)).to.include.members(catalogue.map(({ id }) => id))
    expect(catalogue).to.have.length.greaterThan(22)
  })

  it('by words in which no danger now is heard', () => {
    const { assess } = setting()
    const acute = Object.values(meant).filter(({ words }) => assess([words]).level === 'acute')
    expect(acute.map(({ words }) => words)).to.deep.equal([])
  })

  for (const [id, { asks, rank, why, ...person }] of Object.entries(meant))
    it(`${id}: ${person.role}, "${person.words}": ${why}`, () => {
      const { asked, offers } = playedBy(person, 'kalundborg', context)
      const told = `asked ${asked.join(' ')}; shown ${offers.join(' ')}`
      const [steps = '', facts = ''] = asks.split('|').map(part => part.trim())
      const isStep = (question: string) => ['who', 'age', 'mind', 'scale', 'oneStep', 'helps'].includes(question)
      expect(asked.filter(isStep).join(' '), told).to.equal(steps)
      for (const fact of asked.filter(question => !isStep(question))) expect([...facts.split(' '), ...mayDecide], told).to.include(fact)
      expect(offers.indexOf(id), told).to.be.within(0, rank - 1)
    })
})

/** Who opens the door where one cannot ring oneself: said with the first step, in words the person understands. */
const doors: Record<string, RegExp> = {
  'kalundborg-pusterummet': /sundhedsplejerske/,
  'kalundborg-foenix': /sundhedsplejerske/,
  'kalundborg-gro': /sundhedsplejerske/,
  'kalundborg-paedagogisk-sandplay': /stuen|leder/,
  'kalundborg-konsultativt-team': /dagtilbud|leder|institution/,
  'kalundborg-pift': /skole/,
  'kalundborg-rettidig-ungeindsats': /skole/,
  'kalundborg-ssp-undervisning': /skole/,
  'kalundborg-familieraadslagning': /rådgiver/,
  'kalundborg-foraeldre-til-anbragte': /rådgiver/,
  'kalundborg-cafe-ungeliv': /rådgiver/,
  'kalundborg-misbrug-unge': /rådgiver/,
  'kalundborg-overgangsmoeder': /rådgiver/,
  'kalundborg-sammen-med-familien': /rådgiver|jobcent/,
  'kalundborg-indsats-i-egen-sag': /rådgiver/,
  'laer-for-livet': /kommunen/,
  'red-barnet-oplevelsesklub-kalundborg': /lærer|sundhedsplejerske/,
}

describe('whoever must be let in', () => {
  for (const [id, door] of Object.entries(doors))
    it(`is told by ${id} who opens the door`, () => {
      expect(registry.offer(id)?.firstStep.contact.da).to.match(door)
    })

  it('is told so of every offer whose door is not their own', () => {
    const shut = registry.offers.filter(
      ({ kind, municipality, routes }: Offer) =>
        kind === 'offer' && municipality === 'kalundborg' && !routes.some(({ by }) => by === 'self' || by === 'parent'),
    )
    expect(Object.keys(doors).concat('kalundborg-oekonomisk-vejledning', 'kalundborg-integration')).to.include.members(
      shut.map(({ id }) => id),
    )
  })

  const misses: [id: string, why: string, missing: RegExp, door: RegExp, person: Person][] = [
    [
      'kalundborg-cafe-ungeliv',
      'no case',
      /sag og rådgiver/,
      /trin op.*rådgiver i kommunen afgør/,
      { role: 'young', age: '15', words: 'vi har ingen sag, jeg er helt alene og har ingen at være sammen med efter skole' },
    ],
    [
      'kalundborg-misbrug-unge',
      'no case',
      /sag og rådgiver/,
      /trin op.*afgør/,
      { role: 'young', age: '17', words: 'vi har ingen sag. jeg drikker for meget og tager stoffer i weekenden' },
    ],
    [
      'kalundborg-familieraadslagning',
      'no case',
      /sag og rådgiver/,
      /trin op.*afgør/,
      { role: 'parent', words: 'vi har ingen sag, men jeg er blevet alvorligt syg og vil samle hele familien om at hjælpe min søn på 12' },
    ],
    [
      'kalundborg-sammen-med-familien',
      'no case',
      /sag og rådgiver/,
      /trin op.*afgør/,
      {
        role: 'parent',
        words: 'vi har ingen sag. jobcentret sender mig rundt til flere sagsbehandlere som ikke taler sammen',
        facts: { jobCentre: true },
      },
    ],
    [
      'kalundborg-indsats-i-egen-sag',
      'no case',
      /sag og rådgiver/,
      /trin op.*afgør/,
      { role: 'parent', age: '10', words: 'vi har ingen sag, men vil gerne have en fast rådgiver at tale med' },
    ],
    [
      'kalundborg-overgangsmoeder',
      'no case',
      /sag og rådgiver/,
      /trin op.*afgør/,
      {
        role: 'parent',
        age: '17',
        words: 'vi har ingen sag, men min søn med handicap bliver 18 og skal have voksenhjælp',
        facts: { disability: true },
      },
    ],
    [
      'kalundborg-overgangsmoeder',
      'too early',
      /15,8/,
      /rådgiver/,
      {
        role: 'parent',
        words: 'min søn på 14 har et handicap og en sag, hvad sker der når han bliver 18',
        facts: { hasCase: true, disability: true },
      },
    ],
    [
      'laer-for-livet',
      'neither placed nor a case',
      /pleje/,
      /kun kommunen/,
      {
        role: 'parent',
        words: 'vores søn på 11 er bagud i skolen og mangler lyst til at lære, vi har ingen sag',
        facts: { placed: false },
      },
    ],
    [
      'laer-for-livet',
      'a year too young',
      /9 til 13/,
      /kun kommunen/,
      { role: 'parent', words: 'vores plejesøn på 8 er bagud i skolen', facts: { placed: true } },
    ],
    [
      'kalundborg-chilled',
      'a year too young',
      /14 til 16/,
      /mor eller far/,
      { role: 'young', words: 'jeg er 13 og har angst og panikanfald' },
    ],
    [
      'kalundborg-rettidig-ungeindsats',
      'has a case',
      /Ikke for: sag/,
      /en rådgiver i forvejen/,
      { role: 'parent', words: 'vi har en sag. min datter på 11 har ondt i maven og vil ikke i skole' },
    ],
    [
      'kalundborg-paedagogisk-sandplay',
      'a year too young',
      /3 til 6/,
      /dagtilbud/,
      { role: 'parent', words: 'min datter på 2 er urolig og leger alene i vuggestuen', facts: { inDaycare: true } },
    ],
  ]
  for (const [id, why, missing, door, person] of misses)
    it(`sees ${id} as a near miss (${why}): what is missing, and who decides`, () => {
      const { nearMisses, offers } = playedBy(person, 'kalundborg', context)
      const miss = nearMisses.find(near => near.id === id)
      expect(offers).to.not.include(id)
      expect(miss?.missing, JSON.stringify(nearMisses)).to.match(missing)
      expect(miss?.door).to.match(door)
    })

  it('is never told of a door that nobody can open: years too young, or too old', () => {
    const { nearMisses } = playedBy(
      { role: 'parent', words: 'min søn på 4 leger altid alene i børnehaven og kan ikke finde ro' },
      'kalundborg',
      context,
    )
    expect(nearMisses.map(({ id }) => id)).to.not.include.members(['kalundborg-cafe-ungeliv'])
  })

  it('in danger comes to the lines first: thoughts of suicide after a birth are no matter for Fønix alone', () => {
    played('kalundborg', [['jeg er lige blevet mor og har tanker om selvmord', '112', 'Livslinien']], setting())
  })
})

describe('the forums of professionals', () => {
  const forums: [id: string, person: Person][] = [
    [
      'kalundborg-ssp-lokaludvalg',
      {
        role: 'professional',
        age: '15',
        words: 'jeg er lærer, og flere unge i området laver hærværk og stjæler, hvor kan vi tage det op på tværs',
      },
    ],
    [
      'kalundborg-rehab',
      {
        role: 'professional',
        words: 'jeg er sagsbehandler i jobcentret, og en mor jeg møder er for syg til at arbejde, hvem ser på børnene',
        facts: { jobCentre: true },
      },
    ],
    [
      'kalundborg-bup-samarbejde',
      { role: 'professional', age: '12', words: 'jeg er skolepsykolog og en dreng på 12 skal måske udredes i børnepsykiatrien for angst' },
    ],
  ]
  // That nobody else is shown them stands in holstebro.test.ts.
  for (const [id, person] of forums) {
    it(`${id} is shown to a professional who asks who to take it up with`, () => {
      const { conversation, offers } = playedBy(person, 'kalundborg', context)
      expect(offers).to.not.include(id)
      const asked = tells(conversation, '[guide.sparring]', context)
      expect(everythingSince(asked, conversation.log.length)).to.contain(id)
    })
  }
})

describe('the four partners of civil society have a warm way in', () => {
  for (const id of ['headspace-kalundborg', 'laer-for-livet', 'home-start-kalundborg', 'red-barnet-oplevelsesklub-kalundborg'])
    it(`${id}: how one begins, what happens then, and a card with the person’s own words to keep`, () => {
      const row = meant[id]
      if (row === undefined) throw new Error(`no row for ${id}`)
      const { conversation } = playedBy(row, 'kalundborg', context)
      const kept = tells(conversation, `[keep.${id}]`, context).log.at(-1)?.spoken.card
      if (kept?.type !== 'keep') throw new Error('no card to keep')
      const { firstStep, provider } = registry.offer(id) as Offer // its id stands in the list above
      expect(kept.text).to.contain(row.words).and.contain(provider.name)
      expect(kept.text).to.contain(firstStep.contact.da).and.contain(firstStep.next.da)
      expect(kept.text).to.contain('Så sker der det:').and.contain('112')
    })
})
