import type { Intent } from './intent.ts'

const them = '(?:det|de|den|dem|i|der|hjælpen|tilbuddet|tilbuddene|stedet|linjen|alt det her|noget af det|it|they|this|that)'
const when =
  '(?: (?:nu|lige nu|i dag|i aften|i nat|i morgen|i weekenden|om natten|om aftenen|hele døgnet|døgnet rundt|today|tonight|now|right now|at night|tomorrow))*'
const someone =
  '(?:(?:en|min|mine|a|my) (?:mor|far|forældre|ven|veninde|kæreste|søster|bror|voksen|lærer|kone|mand|mormor|farmor|mum|mom|dad|friend|parents|partner|boyfriend|girlfriend|sister|brother)|nogen|andre|mor|far|someone)'

const doing = '(?:komme(?: der| med)?|gå der|være med|få hjælp|ringe|skrive|bruge det|tale med dem|snakke med dem)'
const answered =
  '(?:(?:jeg|vi|man) (?:kan |kommer til at )?(?:få|får|komme|kommer) (?:hjælp|svar|en tid|en plads|plads|til|ind)|(?:de|i|nogen|der) (?:svarer|ringer|skriver|kommer)(?: nogen| tilbage)?)'

/**
 * Questions about what was shown, or about the chat itself, after plain() and without politeness; the first that fits counts. No gap takes just any words: what is
 * asked beside it ("hvor lang tid tager det før pillerne virker") is another question, and may be danger.
 */
export const questions: [Intent, RegExp[]][] = [
  [
    'cost',
    [
      new RegExp(`^(hvad|hvor meget) koster ${them}(?: her)?(?: noget| at ${doing})?$`),
      new RegExp(`^koster ${them}?(?: her)? ?(noget|penge)?$`),
      new RegExp(`^er ${them}(?: her)? (gratis|dyrt|dyre|helt gratis)$`),
      /^(skal (jeg|vi|man) (selv )?betale( for det| noget| selv| noget for det)?|hvad er prisen)$/,
      new RegExp(`^(how much|what) (does|do|is) ${them}(?: cost)?$`),
      new RegExp(`^(is|are) ${them} free( of charge)?$`),
      /^(does it cost( anything| money)?|do (i|we) have to pay( for it| anything)?)$/,
    ],
  ],
  [
    'hours',
    [
      new RegExp(`^(er|har) ${them}(?: her)? (åbent|åbne|åben)${when}$`),
      new RegExp(
        `^hvornår (har ${them} åbent|er ${them} (åbent|åbne|åben)|åbner ${them}|lukker ${them}|kan (jeg|man|vi) (ringe|komme|skrive))${when}$`,
      ),
      new RegExp(
        `^(svarer ${them}|kan (jeg|man|vi) (ringe|skrive|chatte|komme)( til dem| derhen)?)(?: (nu|lige nu|i dag|i aften|i nat|i weekenden|om natten|om aftenen|hele døgnet))+$`,
      ),
      /^(hvem|hvor) (kan|skal) (jeg|man|vi) (ringe|skrive|chatte)( til| hen)?( nu| lige nu| i dag| i aften| i nat| om natten)+$/,
      /^(who )?can (i|we) (call|write to|text|talk to)( someone| somebody| anyone| them)?( now| right now| today| tonight| at night)+$/,
      /^(hvad er )?(deres |jeres )?(åbningstid|åbningstider|åbningstiden|åbningstiderne)( er)?$/,
      new RegExp(`^(are|is) ${them} open${when}$`),
      /^(when (do|does|are|is) (they|it|you) (open|close)|(what are )?(the |their |your )?opening hours)$/,
    ],
  ],
  [
    'along',
    [
      new RegExp(`^(kan|må|skal) ${someone} (godt )?(komme|tage|være|gå) med( derhen| mig)?$`),
      new RegExp(`^(kan|må|skal) (jeg|vi|man) (godt |gerne )?(tage|have|få) ${someone} med( derhen| mig)?$`),
      /^(kan|må|skal) (jeg|vi|man) (godt )?(komme|tage derhen|være der|gå) alene$/,
      new RegExp(`^(can|may|could) ${someone} come( along)?( with me| too)?$`),
      new RegExp(`^(can|may) (i|we) bring ${someone}$`),
    ],
  ],
  [
    'where',
    [
      new RegExp(`^hvor (ligger|er|holder|foregår|sker|bor) ${them}(?: her| henne| til)*$`),
      /^hvordan (kommer|kom) (jeg|man|vi) (derhen|dertil|hen til dem|hen til det|hjem fra dem)$/,
      /^(kan|kommer) de (også )?(komme )?(hjem|ud) til (mig|os)$/,
      /^(jeg|vi) (kan|har) ikke? (komme derhen|komme dertil|mulighed for at komme derhen|nogen bil|en bil)( .{0,30}\bbus(sen)?)?$/,
      /^(der )?(kører|går|er) (der )?(ikke|ingen|ik) (nogen )?(bus|busser|tog)( derhen| dertil| her| hvor jeg bor)?$/,
      /^(where (is it|are they|is that|are you)( located)?|how do i get there|i (can t|cannot|can not) get there|(can|do) they come to (me|us|my home|our home))$/,
    ],
  ],
  [
    'wait',
    [
      /^(hvor lang(t)? (er|bliver) (ventetiden|køen|ventelisten)|er der (lang )?(ventetid|venteliste|kø)|hvor længe skal (jeg|vi|man) vente)$/,
      new RegExp(`^hvor lang tid (går|tager) (der|det) (før|inden|til) ${answered}$`),
      /^(is there a (waiting list|wait|queue)|how long is the (wait|waiting list|queue)|how long (does it take|until) (i|we) (can )?get (help|an answer|a place|an appointment))$/,
    ],
  ],
  [
    'next',
    [
      /^hvad sker der (så|nu|bagefter|der|når|hvis|efter)( (når|hvis))?( (jeg|vi|man) (ringer|skriver|kommer|kontakter dem|kommer derhen|møder op|siger ja)( til dem| derhen)?)?$/,
      /^hvad (gør|laver|siger|spørger) de( om)?( der| så)?$/,
      /^(hvad skal jeg sige( til dem)?( når jeg ringer)?|hvordan (kontakter|starter|begynder|kommer) jeg (dem|i gang|ind)|hvordan foregår det( så)?)$/,
      /^(fortæl|sig|vis)( mig)? (noget )?(mere |lidt mere )?om (det|dem|den|den (første|anden|tredje|sidste)|de (første|andre)|tilbuddet|tilbuddene|forslagene)$/,
      /^(what happens (when|if) (i|we) (call|write|come|go)( there| them)?|what happens (then|next)|tell me more about (it|them|that|the (first|second|third|last)( one)?)|what do they do)$/,
    ],
  ],
  [
    'write',
    [
      /^(kan|må) (jeg|man|vi) (ikke |godt |bare |også )*(skrive|chatte|sms e|smse|sende en sms)( til dem)?( i stedet)?( for at ringe)?$/,
      /^(jeg|vi) (tør|kan|vil|gider|har) (bare |altså |slet )*(ikke?)( lyst til at| godt lide at| lide at)? (ringe|tale i telefon|snakke i telefon)( til (dem|nogen|en fremmed))?$/,
      /^((kan|må) (jeg|man|vi) ringe til (jer|dig)|har (i|du) et (telefonnummer|nummer)( jeg kan ringe til)?|can i call you|do you have a (phone )?number)$/,
      /^(har|findes) (de|i|der) (også )?(en )?(chat|sms|mail|mailadresse)( jeg kan (skrive til|bruge))?$/,
      /^(skal (jeg|man|vi) ringe|er jeg nødt til at ringe)( til dem)?$/,
      /^(can i (write|text|chat)( to them)?( instead)?( of calling)?|i (don t|do not|dont) (dare|want) to call( them)?|i (am|m) (scared|afraid) to call|do i have to call)$/,
    ],
  ],
  [
    'door',
    [
      /^(skal|behøver) (jeg|vi|man) (have )?(en )?(henvisning|sag|henvises)( for at (komme( der| med)?|gå der|være med|få hjælp|ringe))?$/,
      /^(kan|må) (jeg|vi|man) (godt )?(selv )?(bare )?(henvende mig|ringe|kontakte dem|møde op|komme|tage derhen)( selv| til dem)?$/,
      /^(hvordan kommer (jeg|vi|man) (ind|til)( der| det)?|kræver det en (henvisning|sag))$/,
      /^(do i need a (referral|case)|can i (just )?(contact them|go there|call them)( myself)?)$/,
    ],
  ],
]
