import { plain, wordCount } from '../plain.ts'
import type { Intent } from './intent.ts'

/**
 * What a question that nothing else understood asks of the offers that stand there, by the words in it: "har i noget, der er tættere på?",
 * "kan de se, at det er mig?". undefined: we do not know. Danger was heard before.
 */
export function looseQuestion(text: string): Intent | undefined {
  const said = plain(text)
  return loose.find(([, words]) => words.test(said))?.[0]
}

/** "skal vi have en sag": what stands in it is asked, and not told. */
export const beginsAsQuestion = (text: string): boolean => asking.test(plain(text))

/** "kan vi komme begge to?", "har i noget her i byen": short, and asked. */
export function asksSomething(text: string): boolean {
  return wordCount(text) <= 14 && (/\?\s*$/.test(text) || asking.test(plain(text)))
}

/** "findes der en sorggruppe", "har i noget til mig som mor": a need, asked. */
export const asksForMore = (text: string): boolean =>
  /^(?:og |men )?(?:(?:har (?:i|du)|er der|findes der|kan (?:man|vi|jeg) få|hvor kan (?:man|vi|jeg) (?:møde|finde|få|lære|gå til)|(?:og )?hvad med|is there|do you have|can (?:i|we) get|what about) )(?!\p{L}+$)/u.test(
    plain(text),
  )

const asking =
  /^(?:(?:hvad|hvor|hvornår|hvordan|hvem|hvilke|hvilken|hvorfor|kan|må|skal|får|what|how|when|who|which|where|can|do|does)|(?:er|har|findes|bliver|kommer|ringer|siger|fortæller|skriver|spørger|laver|koster|is|are|will) (?:i|de|du|man|jeg|vi|der|det|den|dem|min|mine|mor|far|nogen|skolen|læreren|kommunen|you|they|it|there|the|my|anyone))(?!\p{L})/u

/** A word that begins so, wherever it stands. */
const any = (...beginnings: string[]) => new RegExp(`(?<!\\p{L})(?:${beginnings.join('|')})`, 'u')

const who = '(?:mine forældre|min (?:mor|far|kæreste|chef|mand|kone|familie)|mor|far|skolen|læreren|kommunen|politiet|nogen|andre)'

/** The first that fits counts. */
const loose: [Intent, RegExp][] = [
  [
    'privacy',
    any(
      'anonym',
      'hemmelig',
      'fortrolig',
      'tavshedspligt',
      'journal',
      'cpr',
      'mitid',
      'nemid',
      'mit navn',
      'mit nummer',
      'hvem jeg er',
      'hvem der (?:ringer|skriver)',
      'at det er mig',
      'det er mig der',
      '(?:kan|får|må|vil) (?:\\p{L}+ ){1,3}(?:se|læse|følge med i) (?:det|mig|hvad|noget|at|med)(?!\\p{L})',
      `${who} (?:det )?(?:at vide|besked|får|finder ud)`,
      `(?:sagt|fortalt|skrevet|sendt|givet) (?:det )?(?:videre )?til ${who}`,
      `(?:får|ser|hører|opdager|fortæller|siger|ringer) (?:de |i |det )*(?:til |om )?${who}(?: (?:det|besked|noget|at))`,
      'anonymous',
      'confidential',
    ),
  ],
  [
    'cost',
    any(
      'kost(?:e|er)(?!\\p{L})',
      'pris',
      'gratis',
      'skal (?:jeg|vi|man) (?:selv )?betale',
      'dyr(?:t|e)?(?!\\p{L})',
      'cost',
      'free',
      'do (?:i|we) pay',
    ),
  ],
  [
    'write',
    any(
      'chat',
      'sms',
      'e?mail',
      'skrive (?:til|med|sammen)',
      'skrive i stedet',
      '(?:kan|må) (?:jeg|man|vi) (?:\\p{L}+ )?skrive',
      'text them',
    ),
  ],
  [
    'wait',
    any(
      'vente(?:tid|list)',
      'hvor (?:lang tid|længe|hurtigt)',
      'hvornår .*(?:tid|hjælp|svar|plads|ringer de|svarer)',
      'waiting',
      'how long',
    ),
  ],
  [
    'hours',
    any(
      'åb(?:ent?|ner?|ningstid)',
      'lukke(?:r|t)',
      'døgnet',
      'weekend',
      'om (?:natten|aftenen)',
      'hvornår .*(?:ringe|skrive|komme|møde)',
      '(?:ringe|komme|svarer) .*(?:nu|i dag|i aften|i nat)(?!\\p{L})',
      'open(?:ing)?(?!\\p{L})',
    ),
  ],
  [
    'where',
    any(
      'hvor (?:ligger|er|henne|holder|foregår|langt|tæt)',
      'adresse',
      'tæt(?:tere)? på',
      'nærhed',
      'langt (?:væk|derhen|der)',
      'bus',
      'tog(?:et)?(?!\\p{L})',
      'her i (?:byen|kommunen|området)',
      'where',
      'address',
      'closer',
    ),
  ],
  ['along', any('(?:have|tage|få) .*med(?!\\p{L})', 'komme? .*med(?!\\p{L})', 'med mig', 'komme alene', 'begge to', 'bring', 'come with')],
  [
    'door',
    any(
      'henvis',
      'visit(?:er|ation)',
      'ansøg',
      'søge om',
      'tilmeld',
      'meld(?:e|er) (?:sig|mig|os)',
      'godkend',
      'selv (?:ringe|kontakte|henvende|komme)',
      'bare (?:møde op|komme|ringe)',
      'møde op',
      'en sag(?!\\p{L})',
      'referral',
      'sign up',
    ),
  ],
  [
    'next',
    any(
      'hvad (?:er|sker|laver|gør|siger|spørger|går|indebærer|kan) (?:det|den|de|dem|i|der|man|sådan)(?!\\p{L})',
      'hvordan (?:foregår|virker|gør|starter|kommer)',
      'hvem (?:svarer|sidder|tager|kommer|kan jeg|skal jeg|er de)',
      'hvor (?:kan|skal) jeg (?:ringe|skrive|henvende)',
      'nummer',
      'kan de hjælpe',
      'hvad skal (?:jeg|man|vi) sige',
      'what (?:is|do|happens)',
      'number',
    ),
  ],
]
