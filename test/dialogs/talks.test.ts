import { expect } from 'chai'
import type { Conversation } from '../../dialogs/conversation.ts'
import { hearCitizen, startConversation } from '../../dialogs/hear.ts'
import { areYouHumanAsked } from './asking.ts'
import { atPeace, begin, buttonsOf, saidSince, setting, talk, tells } from './setting.ts'
import { everyState } from './states.ts'

/**
 * Whole talks as a coordinator reads them. Left what the citizen writes, or [the button they press]. Right what must come of it: a step (@age), an
 * offer shown (+id), an offer not shown (-id), or words in the reply.
 */
type Line = [citizen: string, ...expected: string[]]

const talks: Record<string, Line[]> = {
  'the story: a 15-year-old with a stomach ache tells the need first': [
    ['har ondt i maven hver morgen og orker ik skole mere', 'ondt i maven', '@age', 'Hvor gammel er du?'],
    ['15', '@scale', '0 er det værste'],
    ['3', '@helps', '3 er lavt'],
    ['min mormor', '@clarify|offers'],
    [
      '[offers]',
      '@offers',
      '+kalundborg-pift|kalundborg-makkerpar|headspace-kalundborg',
      '-kalundborg-rettidig-ungeindsats',
      '-kalundborg-cafe-ungeliv',
    ],
    ['kan jeg tale med et menneske?', '@handover', 'pligt til at handle'],
    ['ja', 'næste'],
  ],
  'whoever tells need and age is asked three short things at most': [
    ['jeg er 17 og har angst', '@scale'],
    ['4,5', '@oneStep', 'Du siger 4,5', 'at det blev 5'],
    ['at jeg tør tage bussen', '@clarify|offers'],
    ['ved ikke', '@clarify|offers'],
    ['ved ikke', '@offers', '-kalundborg-chilled'],
  ],
  'a sister nobody asks about is met herself, and her own age counts': [
    ['min bror er 8 og har kræft og ingen spørger til mig', '@age', 'Hvor gammel er du?'],
    ['jeg er 13', '@scale', 'Hvordan har du det'],
    ['[offers]', '@offers', '+headspace-kalundborg', 'passe til dig'],
  ],
  'whoever told of a friend and says their own age gets what is open to them': [
    ['min veninde er ked af det hele tiden', '@age'],
    ['[skip]', '@scale', 'Hvordan tror du, det går'],
    ['jeg er 14', 'rettet', '@scale', 'Hvordan har du det'],
  ],
  'a girl whose boyfriend watches her is not asked about someone else': [
    ['min kæreste vil hele tiden vide hvor jeg er og læser mine beskeder', '112'],
    ['[continue]', '@age', 'Hvor gammel er du?'],
  ],
  'who writes of nobody else and answers with a young age is spoken to as young': [
    ['jeg keder mig og har ingen venner i den nye by', '@who|age'],
    ['14', '@scale', 'Hvordan har du det'],
    ['[offers]', 'passe til dig', '-foraeldretelefonen'],
  ],
  'a teacher who tells of a pupil is told what to do for the pupil': [
    ['jeg har en elev på 10 der kommer med blå mærker og er bange for at komme hjem', 'Du skal ikke gå imellem'],
  ],
  'a worried friend who says her age gets what is open to her, also under a help card': [
    ['min veninde har det rigtig dårligt og cutter', '112'],
    ['jeg er 14', '@scale', 'Hvordan har du det'],
    ['[offers]', 'passe til dig', '-foraeldretelefonen', '-akut-112'],
  ],
  'a mother whose small boy hits her is asked on, not sent away from him': [
    ['min søn er 8 og slår mig når han bliver vred', '@scale', 'Hvordan går det hjemme'],
  ],
  'who fears to hurt her baby is spoken to herself': [['jeg er bange for at gøre min baby noget', 'før der sker noget']],
  'a mother who fears for a daughter who does not eat gets the words for that': [
    ['min datter spiser næsten ikke noget mere, jeg er bange for hende', 'Gå til lægen med dem'],
  ],
  'what to do is asked under a help card: help again, and not how a chat works': [
    ['min datter på 13 har skrevet at hun ikke vil være her mere', '112'],
    ['hvad skal jeg gøre?', 'De her svarer også'],
  ],
  'what is told beside an age is not lost': [
    ['mit barn', '@age'],
    ['hun er 8 og sover ikke om natten', '@scale'],
  ],
  'a mark told after a help card is a mark': [
    ['jeg er 15 og bliver mobbet', '@scale'],
    ['jeg vil ikke leve mere', '112', '@mind'],
    ['2', '@offers'],
  ],
  'no to the mark is no need, and no to erasing is an answer to that': [
    ['jeg er 14 og ked af det', '@scale'],
    ['slet det hele', 'Vil du slette alt nu?', '@scale'],
    ['nej', '@scale', '0 er det værste'],
    ['slet det hele', 'Vil du slette alt nu?'],
    ['ja', 'Tryk på Slet alt nu', '@scale'],
    ['nej', '@scale'],
    ['nej', '@clarify|offers'],
  ],
  'not knowing which offer to take is fine': [['jeg er 17 og har angst'], ['[offers]', '@offers'], ['ved ikke', 'gemme det', '@offers']],
  'what is asked of the offers is answered from the registry, and is no new need': [
    ['jeg er 16 og har tit panikanfald'],
    ['[offers]', '@offers', '+kalundborg-chilled', '+headspace-kalundborg'],
    ['hva koster det', 'headspace Kalundborg: Gratis', 'Chilled: Det ved jeg ikke. Spørg', '@offers'],
    ['ka min mor komme med', 'Du må gerne have en med', '@offers'],
    ['er de åbne nu?', 'BørneTelefonen: Åbent nu, hele døgnet', '@offers'],
    ['hvor ligger det?', 'Kalundborg Hallerne', '@offers'],
    ['hvor lang er ventetiden?', 'Jeg ved ikke, hvor lang tid', 'Her svarer de nu: BørneTelefonen', '@offers'],
    ['hvad er headspace?', 'headspace Kalundborg: Tal med nogen', '@offers'],
    ['fortæl mere om den første', 'Chilled:', '@offers'],
    ['jeg tør ikke ringe', 'BørneTelefonen: Sms 116 111', '@offers'],
    ['skal jeg have en henvisning?', 'Du kan selv kontakte dem', '@offers'],
    ['kan vi komme begge to?', 'Du må gerne have en med', '@offers'],
    ['er de flinke?', 'Det ved jeg ikke', 'spørge et menneske her', '@offers'],
    ['har i noget der er tættere på?', 'Her er det', '@offers'],
    ['hvor ligger headspace?', 'Kalundborg Hallerne', '@offers'],
    [
      'får min mor det at vide?',
      'læser ingen mennesker med',
      'Du kan også være anonym her: headspace Kalundborg og BørneTelefonen',
      '@offers',
    ],
    ['hvad gør jeg når jeg bliver mobbet i skolen?', 'Det tager jeg med', '@offers'],
  ],
  'before anything is shown it is asked of the chat': [
    ['koster det noget?', 'koster ikke noget at skrive her', '@who'],
    ['hvornår har i åbent?', 'Jeg svarer hele døgnet', 'rådgiver her nu', '@who'],
    ['kan skolen se det?', 'læser ingen mennesker med', '@who'],
    ['gemmer i min ip-adresse?', 'læser ingen mennesker med', '@who'],
    ['kan jeg ringe til jer?', 'Du skal ikke ringe', '@who'],
  ],
  'a language that we do not read is answered so, with a way to English': [
    ['Mam 14 lat i bardzo się boję iść do szkoły', 'I read Danish and English', '@who'],
    ['[language.en]', 'English'],
  ],
  'not knowing what to write is not what is hard': [
    ['[who.young]'],
    ['15', '@mind'],
    ['jeg ved ikke hvad jeg skal skrive', 'helt okay', '@mind'],
  ],
  'an insult is no need': [['du er så dum', 'i orden at være vred', '@who']],
  'more that is told where danger was heard is not only taken along': [
    ['jeg vil ikke leve mere', '112'],
    ['det hele er for tungt og ingen ser det', 'Jeg læser det hele'],
  ],
  'suicidal thoughts told once more are not met with the next question': [
    ['jeg orker ikke mere', '112'],
    ['det hele er bare'],
    ['jeg har tænkt på at det ville være nemmere hvis jeg ikke var her', '112', 'Det er godt, du bliver her'],
    ['16', 'Hvordan har du det'],
  ],
  'a father whose small boy hits is met with help, not with an alarm': [
    ['min dreng på 8 slår de andre når han bliver sur', 'slår de andre', '@scale'],
    ['[offers]', '@offers', '-akut-112'],
  ],
  'anger is met, and is not kept as what is hard': [
    ['fuck jer alle sammen', 'i orden at være vred', '@who'],
    ['min søn på 10 er altid vred', '@scale'],
  ],
  'no to all that was shown has a way on': [
    ['jeg er 17 og har angst'],
    ['[offers]', '@offers'],
    ['nej', 'Jeg kan vise noget andet', '@offers'],
    ['[farewell]', '@farewell'],
    ['nej', 'ikke din skyld', 'eller skal jeg lede igen?', '@offers'],
    ['[farewell]', '@ended'],
  ],
  'who was already told may be told again': [
    ['har ondt i maven hver morgen og orker ik skole mere', '@age'],
    ['mig selv', '@age', 'Hvor gammel er du?'],
    ['15', '@scale'],
  ],
  'letters we do not read are answered so in those letters, once': [
    ['لا أفهم', 'dansk og engelsk', 'أفهم'],
    ['[language.en]', 'English'],
  ],
  'taking off what is not on the card changes nothing': [
    ['[human]', '@handover', 'pligt til at handle'],
    ['fjern alder', '@handover', 'Nu får de kun det her'],
    ['[handover.cancel]', '@who'],
  ],
  'after the lines of a help card the talk goes on with a word between': [
    ['jeg vil ikke leve mere', '112'],
    ['[continue]', 'Jeg er her stadig', 'Hvor gammel er du?'],
    ['13', '@offers', '+boernetelefonen|livslinien'],
  ],
  'a bare no after a help card goes on to help': [
    ['jeg er 14 og vil ikke leve mere', '112', '@mind'],
    ['nej', '@offers', '+boernetelefonen|livslinien'],
  ],
  'a mother says three things at once, and none of them is asked': [
    ['min søn på 9 med autisme vil ikke i skole', '@scale', 'hjemme'],
    ['spring over', '@clarify|offers'],
    ['[offers]', '@offers', '-kalundborg-chilled'],
  ],
  'a correction replaces what was said': [
    ['min søn på 12 er bange for alt', '@scale'],
    ['nej, han er 9', 'rettet', '@scale'],
    ['5', '@oneStep'],
    ['undskyld, det er min datter', '@oneStep'],
    ['[offers]', '@offers', '-kalundborg-chilled'],
  ],
  'skipping everything still leads to offers and to a human': [
    ['spring over', '@age'],
    ['skip', '@mind'],
    ['[skip]', '@clarify|offers'],
    ['[offers]', '@offers'],
    ['jeg vil tale med en rådgiver', '@handover'],
    ['ja tak', 'næste'],
  ],
  'not knowing what to write is met with themes': [
    ['mig', '@age'],
    ['14', '@mind'],
    ['ved ikke', '@mind', 'helt okay'],
    ['[theme.loneliness]', '@scale'],
  ],
  'three misunderstandings lead to a human and the themes, not to a loop': [
    ['asdf', 'forstod jeg ikke', '@who'],
    ['qwer', 'maskine', '@who'],
    ['zxcv', 'Vil du tale med et menneske?', '@mind'],
    ['hjkl', '@offers'],
    ['tilbage', '@mind'],
  ],
  'what does not fit is not shown again': [
    ['[who.young]', '@age'],
    ['15', '@mind'],
    ['jeg er ensom og har ingen venner', '@scale'],
    ['[offers]', '@offers'],
    ['det passer ikke', '@misfit', 'Hvad passer ikke?'],
    ['[misfit.tried]', 'noget andet', '@offers|clarify'],
  ],
  'rather talking with someone is a wish for a human': [
    ['[who.young]'],
    ['15'],
    ['[theme.bullying]'],
    ['[offers]', '@offers'],
    ['[misfit]', '@misfit'],
    ['[misfit.talk]', '@handover'],
  ],
  'a wrong age is asked again': [
    ['[who.young]'],
    ['15'],
    ['[theme.bullying]'],
    ['[offers]', '@offers'],
    ['[misfit]'],
    ['alderen passer ikke', '@age'],
    ['11', '@offers|clarify|scale'],
  ],
  'another language in the middle asks the same in it': [
    ['[who.parent]', '@age', 'Hvor gammelt er dit barn?'],
    ['do you speak english?', '@age', 'How old is your child?'],
    ['five years', '@mind', 'your own words'],
    ['he does not sleep and cries all day', '@scale', 'Thank you'],
    ['på dansk', '@scale', '0 er det værste'],
  ],
  'one pregnant is not asked for the age of a child': [
    ['gravid i uge 20 og helt alene', '@who|scale|age'],
    ['[offers]', '@offers', '+kalundborg-pusterummet|moedrehjaelpen'],
  ],
  'who writes English is answered in English, and may go back': [
    ['my son is 6 and we fled from Ukraine, he has nightmares and does not sleep', 'Thank you', '@scale'],
    ['på dansk', 'Fint', '@scale', '0 er det værste'],
  ],
  'a baby counts in months': [
    ['[who.parent]', '@age'],
    ['8 mdr', '@mind'],
    ['han sover ikke og jeg græder hele tiden', '@scale'],
  ],
  'a school grade is an age': [['[who.young]'], ['i 9. klasse', '@mind']],
  'a teacher is asked neither how they feel nor for a step up': [
    ['jeg er lærer', '@age'],
    ['10', '@mind'],
    ['en elev kommer aldrig i skole mere', '@clarify|offers'],
  ],
  'a question in between costs nothing': [
    ['[who.young]', '@age'],
    ['er det anonymt?', '@age', 'hvem du er', 'Hvor gammel er du?'],
    ['hvad kan du?', 'springe alt over'],
    ['[continue]', '@age'],
    ['tak', '@age'],
    ['15', '@mind'],
  ],
  'start over forgets the situation but keeps the talk': [
    ['min søn på 9 vil ikke i skole', '@scale'],
    ['start forfra', 'forfra', '@who'],
    ['[who.young]', '@age'],
  ],
  'farewell asks if it helped and says how long it is kept': [
    ['[who.young]'],
    ['[skip]'],
    ['[theme.bullying]'],
    ['[offers]', '@offers'],
    ['tak for hjælpen', '@farewell', 'Var det til hjælp?'],
    ['lidt', '@ended', '5 minutter'],
    ['hej igen', 'Vi har sagt farvel'],
    ['[new]', '@who'],
  ],
  'what is told beside a practical question is not drowned by it': [
    ['jeg er 15 og ensom'],
    ['hvornår har i åbent, jeg kan ikke holde det ud mere', 'Ring 112'],
  ],
  'danger taken back is taken back, and heard anew when it comes again': [
    ['jeg vil dø', 'Ring 112'],
    ['det var bare for sjov', 'Tak, fordi du siger det', 'De svarer også stadig', '@age'],
    ['14'],
    ['jeg er træt af skolen'],
    ['[offers]', '-akut-112', '@offers'],
    ['jeg vil dø', 'Ring 112'],
  ],
  'danger moved to the one who writes is said to them': [
    ['min ven vil tage livet af sig', 'Spørg lige ud'],
    ['det er ikke min ven det er mig', 'hvor svært du har det', 'Ring 112'],
    ['16', '@offers'],
  ],
  'what is turned down in so many words goes, and the rest stays': [
    ['jeg er 16 og har angst'],
    ['[offers]', '+headspace-kalundborg', '@offers'],
    ['headspace har jeg prøvet', 'Jeg leder efter noget andet', '-headspace-kalundborg', '+kalundborg-chilled', '@offers'],
    ['kun chat', 'passer stadig bedst', '@offers'],
    ['det er for langt væk', '-kalundborg-chilled', '+boernetelefonen', '@offers'],
    ['det har vi prøvet', '-boernetelefonen', '+hoert', '@offers'],
  ],
  'what is denied in so many words is no danger, and what is denied in part is': [
    ['jeg vil ikke dø', '@who'],
    ['nej hun vil ikke dø', '@who|age'],
    ['han slår mig ikke hårdt', 'Ring 112'],
  ],
  'a need asked as a question is a need': [
    ['må jeg få penge til vintertøj', '@who'],
    ['jeg er 15', '@scale|clarify|offers'],
    ['[offers]', '@offers'],
  ],
  'what is asked about is not told: nobody has a case because they ask whether they need one': [
    ['jeg er mor til en på 9 som vil ikke i skole', '@scale'],
    ['skal vi have en sag i kommunen', 'Du skal ikke have en sag', '@scale'],
    ['har jeg brug for en diagnose til min søn først'],
    ['[offers]', '-kalundborg-familieraadslagning', '-kalundborg-stepping-stones', '@offers'],
  ],
  'how long it has lasted is no age, no baby and no mark': [
    ['min datter er 9 og vil ikke i skole', '@scale'],
    ['det har stået på i 3 måneder', '@clarify|offers|helps|oneStep'],
    ['[offers]', '-kalundborg-gro', '-home-start-kalundborg', '@offers'],
  ],
  'a question before anything is shown is answered, and is no need': [
    ['jeg er 15 og ensom', '@scale'],
    ['kan lærerne se det her', 'læser ingen mennesker med', '@scale'],
    ['hvad er headspace', 'Tal med nogen om det, der er svært', '@scale'],
    ['hvor ligger det', 'Kalundborg Hallerne', '@scale'],
  ],
  'keep gives the first step in their own words': [
    ['[who.young]'],
    ['15'],
    ['jeg bliver mobbet i skolen hver dag'],
    ['[offers]', '@offers'],
    ['kan jeg printe det?', 'printe', 'jeg bliver mobbet i skolen hver dag'],
  ],
}

describe('a whole talk', () => {
  for (const [name, lines] of Object.entries(talks)) {
    it(name, () => {
      const context = setting()
      let conversation = begin(context)
      for (const [line, ...expected] of lines) {
        const before = conversation
        conversation = tells(conversation, line, context)
        for (const wanted of expected)
          expect(comes(wanted, conversation, before.log.length), `after "${line}": ${wanted}\n${story(conversation)}`).to.equal(true)
      }
    })
  }
})

describe('the first words', () => {
  for (const [locale, needed] of [
    [
      'da',
      ['maskine', 'anonym', '5 minutter', '30 minutter', '24 timer', '112', 'pligt', 'Esc', 'slette alt', 'springe alt over', 'Kalundborg'],
    ],
    ['en', ['machine', 'anonymous', '5 minutes', '30 minutes', '24 hours', '112', 'duty', 'Esc', 'erase', 'skip', 'Kalundborg']],
  ] as const) {
    it(`tell what must be told before any word of the citizen (${locale})`, () => {
      const said = saidSince(begin(setting(), locale), 0)
      for (const word of needed) expect(said).to.contain(word)
    })
  }

  it('in Teams say that one is not anonymous there', () => {
    const context = setting()
    const said = saidSince(startConversation({ id: 'c', channel: 'teams', municipality: 'kalundborg', locale: 'da' }, context), 0)
    expect(said).to.contain('er du ikke anonym').and.to.contain('kommunens side').and.not.to.contain('Esc')
  })

  it('say how long it is kept where the municipality keeps it otherwise', () => {
    expect(saidSince(begin(setting({ takenKeptHours: 72 })), 0)).to.contain('72 timer')
  })
})

describe('"er du et menneske?"', () => {
  it('is answered no, every time and in every state the bot has the word', () => {
    const context = setting({ assess: atPeace })
    for (const question of areYouHumanAsked) {
      const before = begin(context)
      const said = saidSince(tells(before, question, context), before.log.length)
      expect(said, question).to.match(/^(?:Nej\. )?Jeg er en maskine, ikke et menneske\./)
      if (/menneske|person|human/i.test(question) && !/robot|bot|maskine|machine|^hvem|^hvad/i.test(question))
        expect(said, question).to.match(/^Nej\./)
      if (/^er du (?:en )?(?:ro)?bot/i.test(question)) expect(said, question).not.to.match(/^Nej/)
    }
    for (const [name, before] of everyState(context)) {
      if (before.holder.who === 'counsellor' || before.ended) continue
      expect(saidSince(tells(before, 'er du et menneske?', context), before.log.length), name).to.match(/^Nej\. Jeg er en maskine/)
    }
  })
})

describe('a question about the offers', () => {
  it('whose answer the registry has for none of them is answered once', () => {
    const context = setting({ assess: atPeace })
    const shown = talk(['vores baby på 4 måneder skriger hele natten', '[offers]'], context)
    expect(shown.talk.suggested).to.include.members(['kalundborg-gro', 'home-start-kalundborg'])
    const told = tells(shown, 'hvad koster det?', context)
    expect(saidSince(told, shown.log.length).match(/Det ved jeg ikke/g)).to.have.length(1)
  })
})
describe('going back', () => {
  it('brings back the question and forgets the answer', () => {
    const context = setting()
    const conversation = talk(['[who.young]', '15', 'tilbage'], context)
    expect(conversation.talk.step).to.equal('age')
    expect(conversation.talk.situation.age).to.equal(undefined)
    const further = talk(['tilbage', 'tilbage'], context, conversation)
    expect(further.talk.step).to.equal('who')
    expect(further.talk.situation.role).to.equal(undefined)
    expect(saidSince(further, 0)).to.contain('Vi er ved begyndelsen')
  })
})

describe('a message sent again', () => {
  it('changes nothing', () => {
    const context = setting()
    const once = talk([], context)
    const sent = { text: 'mig selv', clientId: 'x1' }
    const first = hearCitizen(once, sent, context)
    expect(hearCitizen(first, sent, context)).to.equal(first)
  })
})

function comes(wanted: string, conversation: Conversation, since: number): boolean {
  const rest = wanted.slice(1).split('|')
  const shown = conversation.log
    .slice(since)
    .flatMap(({ spoken }) => (spoken.card?.type === 'offers' ? spoken.card.offers.map(({ id }) => id) : []))
  if (wanted.startsWith('@')) return rest.includes(conversation.talk.step)
  if (wanted.startsWith('+')) return rest.some(id => shown.includes(id))
  if (wanted.startsWith('-')) return !rest.some(id => shown.includes(id))
  const kept = conversation.log.slice(since).flatMap(({ spoken }) => (spoken.card?.type === 'keep' ? [spoken.card.text] : []))
  return [saidSince(conversation, since), ...kept].join('\n').includes(wanted)
}

const story = (conversation: Conversation) =>
  [
    ...conversation.log.slice(-4).map(({ from, spoken }) => `  ${from.who}: ${spoken.text}`),
    `  @${conversation.talk.step} [${buttonsOf(conversation)}]`,
  ].join('\n')
