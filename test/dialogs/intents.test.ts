import { expect } from 'chai'
import type { Intent } from '../../dialogs/intents/intent.ts'
import { asksToErase, readIntent } from '../../dialogs/intents/readIntent.ts'

const wordings: Partial<Record<Intent, string[]>> = {
  cost: [
    'hvad koster det?',
    'hva koster det',
    'koster det noget?',
    'er det gratis',
    'skal jeg betale for det?',
    'how much does it cost?',
    'is it free?',
  ],
  hours: ['er de åbne nu?', 'hvornår har de åbent?', 'kan jeg ringe om natten', 'åbningstider', 'are they open now?', 'when do they open'],
  along: [
    'kan min mor komme med?',
    'ka min ven komme med',
    'må jeg tage en veninde med?',
    'skal jeg komme alene',
    'can my mom come with me?',
  ],
  where: ['hvor ligger det?', 'hvordan kommer jeg derhen', 'kan de komme hjem til mig?', 'der kører ingen bus', 'how do i get there'],
  wait: ['hvor lang er ventetiden?', 'er der ventetid', 'hvor lang tid tager det før man får hjælp?', 'is there a waiting list'],
  next: ['hvad sker der når jeg ringer?', 'fortæl mere om den første', 'hvad skal jeg sige når jeg ringer', 'what happens when i call?'],
  write: ['kan jeg skrive i stedet for at ringe?', 'jeg tør ikke ringe', 'skal jeg ringe', 'har de en chat', 'can i text instead'],
  door: ['skal jeg have en henvisning?', 'kan jeg selv kontakte dem', 'do i need a referral?'],
  help: [
    'hjælp',
    'Hjælp mig',
    '?',
    'hvad kan du',
    'hvad kan du hjælpe med?',
    'hvordan virker det her',
    'jeg forstår ikke',
    'hvad mener du?',
    'what can you do',
    'how does this work',
    'kan du hjælpe mig?',
    'hvad skal jeg skrive',
  ],
  human: [
    'menneske',
    'rådgiver',
    'jeg vil tale med et menneske',
    'Jeg vil gerne snakke med en rådgiver',
    'kan jeg tale med et rigtigt menneske?',
    'må jeg få lov at snakke med en voksen',
    'kan jeg skrive med en rådgiver i stedet',
    'jeg vil hellere tale med en person',
    'kan du stille mig om til en rådgiver',
    'giv mig et menneske',
    'jeg gider ikke snakke med en robot',
    'kan jeg tale med nogen?',
    'er der en rådgiver jeg kan tale med',
    'talk to a human',
    'can I talk to someone',
    'i want to speak with a counsellor please',
    'hvordan får jeg fat i en rådgiver',
  ],
  back: [
    'tilbage',
    'gå tilbage',
    'et skridt tilbage',
    'kan jeg gå tilbage?',
    'jeg trykkede forkert',
    'det var en fejl',
    'fortryd',
    'go back',
    'undo',
    'jeg vil ændre mit svar',
  ],
  startOver: [
    'start forfra',
    'forfra',
    'kan vi starte forfra',
    'lad os begynde forfra',
    'start over',
    'restart',
    'jeg vil gerne starte på ny',
  ],
  erase: [
    'slet',
    'slet alt',
    'slet det hele',
    'kan du slette samtalen',
    'slet hvad jeg har skrevet',
    'slet mine data',
    'jeg vil have det slettet',
    'delete everything',
    'erase this chat',
  ],
  english: [
    'english',
    'English please',
    'på engelsk',
    'do you speak English?',
    'can we speak english',
    "i don't speak danish",
    'switch to english',
    'kan du skrive på engelsk',
  ],
  danish: ['dansk', 'på dansk', 'tilbage til dansk', 'danish please', 'kan vi skrive på dansk'],
  privacy: [
    'er det rigtigt at i ikke fortæller det til mine forældre?',
    'lover du ikke at sige det til nogen',
    'bliver det skrevet ned nogen steder?',
    'is it true that you don’t tell my parents?',
    'er det anonymt?',
    'er jeg anonym',
    'hvem kan se det jeg skriver',
    'får mine forældre det at vide?',
    'gemmer I det?',
    'is this anonymous',
    'har i tavshedspligt',
    'ringer i til min skole',
    'hvor længe gemmer I det',
  ],
  offers: ['vis forslag', 'vis mig tilbud', 'hvad findes der af tilbud', 'show me offers', 'jeg vil bare se forslagene'],
  more: ['vis flere', 'flere', 'har du andre', 'noget andet', 'er der flere tilbud?', 'show me others', 'something else'],
  misfit: ['det passer ikke', 'passer ikke', 'ikke noget for mig', 'ingen af dem', 'det har jeg prøvet', 'none of these', "it doesn't fit"],
  keep: ['gem det', 'kan jeg printe det?', 'kopier', 'save it', 'udskriv'],
  farewell: ['farvel', 'tak for hjælpen', 'det var det', 'jeg er færdig', 'bye', 'nej tak det var det', "that's all"],
  thanks: ['tak', 'tusind tak', 'mange tak', 'thanks', 'thank you so much'],
  greeting: ['hej', 'Hejsa', 'goddag', 'hello', 'hi', 'god aften'],
  status: ['hvor lang tid tager det', 'hvilket nummer er jeg', 'er der nogen?', 'how long will it take', 'kommer der snart nogen'],
  withdraw: ['jeg vil ikke vente', 'gider ikke vente mere', 'jeg har fortrudt', 'annuller', 'never mind', 'ud af køen'],
}

/** Needs, answers and hard words that must reach the talk as they are. */
const notForTheTalk = [
  'jeg har brug for hjælp til min søn',
  'hjælp min datter vil ikke i skole',
  'jeg har brug for en at tale med',
  'jeg mangler nogen at snakke med om min mor',
  'min søn vil ikke tale med en rådgiver',
  'min datter taler ikke med nogen',
  'jeg tør ikke tale med et menneske om det',
  'vi har en rådgiver i kommunen',
  'jeg vil ikke tilbage i skole',
  'min kæreste vil have mig tilbage',
  'jeg vil starte forfra i mit liv fordi alt er gået galt',
  'han har slettet mig på snap',
  'min eks deler billeder af mig, hvordan får jeg dem slettet',
  'jeg forstår ikke mine lektier',
  'min søn forstår ikke dansk',
  'vi taler engelsk derhjemme og min datter har det svært i skolen',
  'jeg er flygtet og taler ikke så godt dansk men jeg har brug for hjælp',
  'jeg føler mig som en robot',
  'er det normalt at være bange for mennesker',
  'er det min skyld at mine forældre skændes',
  'det passer ikke at jeg har stjålet',
  'jeg passer ikke ind i klassen',
  'der er ikke noget for unge her',
  'jeg har ikke flere venner',
  'jeg vil bare have det stopper',
  'jeg vil ikke mere',
  'farvel alle sammen',
  'jeg er færdig med at leve',
  'tak men jeg har det stadig dårligt',
  'hej jeg er 15 og har det svært',
  'nej han er 9',
  'ja',
  'nej',
  '15',
  'mig selv',
  'ved ikke',
  'er der nogen der kan hjælpe min søn med lektier',
  'hvor lang tid tager det at blive udredt for autisme',
]

describe('a wish for the talk itself', () => {
  for (const [intent, texts] of Object.entries(wordings)) {
    describe(intent, () => {
      for (const text of texts) it(`"${text}"`, () => expect(readIntent(text)).to.equal(intent))
    })
  }

  it('is not seen in needs and answers', () => {
    expect(notForTheTalk.filter(text => readIntent(text) !== undefined).map(text => [text, readIntent(text)])).to.deep.equal([])
  })

  it('to erase is only one that says so', () => {
    expect(asksToErase('slet alt')).to.equal(true)
    expect(asksToErase('han har slettet mig på snap')).to.equal(false)
  })

  it('is read in bounded time from long and strange texts', () => {
    const before = process.cpuUsage()
    for (const text of [
      'er du '.repeat(5000),
      'a'.repeat(20000),
      '?'.repeat(20000),
      'kan jeg få lov at få lov at '.repeat(1000),
      '🙂'.repeat(5000),
    ])
      readIntent(text)
    expect(process.cpuUsage(before).user / 1000).to.be.lessThan(5000)
  })
})
