import { normalise } from './text.ts'

const numberWords = 'et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve'.split(' ')

/** The numbers from `least` to `most` (1 to 20) in words, as alternatives of a regular expression. */
export const inWords = (least: number, most: number): string => numberWords.slice(least - 1, most).join('|')

export interface AgeRead {
  /** Years of the young person or child it is about; decimals for the small. */
  age?: number
  grade?: number
}

/**
 * The age told in a text: "15", "er 9", "min søn på 9", "16 mdr", "3 uger", "i 9. klasse", "14-årige", "17 år", "I'm 16".
 * Years that are not an age (for 3 år siden, 20 år gammel sag, 40 timer) are left alone. Pure.
 */
export function readAge(text: string, role?: 'young' | 'parent' | 'relative' | 'professional'): AgeRead {
  const said = withoutDurations(` ${text.slice(0, 4000).toLowerCase().replace(/[’']/g, '').replace(/\s+/g, ' ')} `)
  const grade = readGrade(said)
  const age = years(said, role) ?? (role === 'young' ? undefined : small(said)) ?? (grade === undefined ? undefined : grade + 6)
  return { ...(age === undefined ? {} : { age }), ...(grade === undefined ? {} : { grade }) }
}

/** "det har stået på i 3 måneder", "det er 3 år siden": how long, and no age; but "født for 7 uger siden" is one. */
const withoutDurations = (said: string): string =>
  bornAgo.test(said) ? said : said.replace(howLong, ' ').replace(howLongAgo, ' ').replace(waited, ' ')

const unit = '(?:år|måneder|måned|mdr\\.?|md\\.?|uger|uge|dage|dag|timer|years?|months?|weeks?|days?)(?!\\p{L})'
const howLong = new RegExp(
  `(?<!\\p{L})(?:i|gennem|igennem|om|varet|(?:de |det )?(?:sidste|seneste)|hver|for the last|in the last|for)(?: (?:cirka|ca\\.?|omkring|over|mere end|mindst|godt|nu|vel|nok|måske|snart|næsten|de|det|sidste|seneste|about|over|almost))* \\d{1,2}(?:[-–]\\d{1,2})? ${unit}(?! for tidligt)`,
  'gu',
)
const howLongAgo = new RegExp(`(?<!\\p{L})\\d{1,2}(?:[-–]\\d{1,2})? ${unit} (?:siden|ago)(?!\\p{L})`, 'gu')
/** "venter på udredning på 18. måned". */
const waited = /(?<!\p{L})på \d{1,2}\. (?:år|måned|uge)(?!\p{L})/gu

/** 0. klasse is six years old, 9. klasse fifteen. "går i 9." and "niende" count too. */
function readGrade(text: string): number | undefined {
  const said = text.replace(gradeThen, ' ')
  const digits =
    /(?<![\d.,])(\d{1,2})\s?\.?\s?(?:kl\b|kl\.|klasse|klasses)/u.exec(said) ??
    /\b(?:går|gå|er|starter|start) i (\d{1,2})(?:\.(?!\d|\s?g\b)|(?=,|!|\?| og | $))/u.exec(said) ??
    /\b(\d{1,2})(?:st|nd|rd|th) grade\b/u.exec(said)
  const number = digits === null ? gradeWord(said) : Number(digits[1])
  return number !== undefined && number >= 0 && number <= 10 ? number : undefined
}

/** "siden 4. klasse", "hun blev mobbet i 3. klasse", "da jeg gik i 2. klasse": the grade of then. */
const gradeThen =
  /(?<!\p{L})(?:siden (?:\p{L}+ (?:gik |startede |begyndte )?i )?|(?:gik|var|startede|begyndte|droppede ud|stoppede|blev \p{L}+|dengang|tilbage|allerede) (?:\p{L}+ ){0,2}i |fra )(?:\d{1,2}\s?\.?\s?(?:kl\b\.?|klasse)|(?:nulte|første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende) klasse)/gu

function gradeWord(said: string): number | undefined {
  const word = /\b(nulte|første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende) klasse/u.exec(said)?.[1]
  return word === undefined ? undefined : gradeWords.indexOf(word)
}

function years(said: string, role: string | undefined): number | undefined {
  for (const pattern of role === 'young' ? [...ownAge, ...anyAge] : [...childAge, ...anyAge]) {
    for (const found of said.matchAll(pattern)) {
      const age = Number((found[1] ?? '').replace(',', '.')) + (/halvt/.test(found[0]) ? 0.5 : 0)
      if (found[1] === undefined || age <= 0 || age >= 100 || (role !== 'young' && age > 30)) continue
      const before = said.slice(0, found.index + found[0].indexOf(found[1]))
      if (notMine.test(before) || (role === 'young' && ofSomeoneElse.test(before))) continue
      return age > 5 && soon.test(before) ? age - 1 : age
    }
  }
  const gymnasium = /(?<!\p{L})(?:i|gym) ([123])\.?\s?g(?!\p{L})/u.exec(said)
  if (gymnasium !== null) return Number(gymnasium[1]) + 15
  const told = ageInWords.exec(said)
  if (told !== null) return numberWords.indexOf(told[1] ?? told[2] ?? '') + 1
  const word =
    /(?<!\b(?:i|over|end|gennem|fyldt|efter|sidste|næste|om|boet i \p{L}+) )(?<!\p{L})(et(?= år gammel| ?årig)|(?<=\b(?:er|på) )et(?= år(?! bagud))|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|tyve)(?:-|\s)?år(?:ig|ige|igs)?(?!\p{L})(?! siden| i træk| mere| til| bagud| før| sammen)/u.exec(
      said,
    )?.[1]
  return word === undefined ? undefined : numberWords.indexOf(word) + 1
}

/** "når jeg bliver 18", "da jeg var 7", "uge 15", "går i 9", "i 2 år", "aldrig over 4": numbers that tell no age of today. */
const notMine =
  /(?<!\p{L})(?:(?:når|da|dengang) (?:jeg|han|hun|vi|de) (?:er|var|bliver|blev|fylder|fyldte)|uge|uger|går i|i|få|fået|fik|over|under|kl\.?|klokken|nummer|nr\.?|gennem|procent er|vejer|vejede|måler|størrelse) $/u
/** "fylder 18", "snart 18", "bliver 15 til maj", "er ved at være 13": one year less until then. */
const soon = /(?<!\p{L})(?:snart|næsten|fylder|fylder snart|bliver|blir|bliver snart|ved at (?:være|blive)) $/u

/** Weeks and months; "gravid i uge 20" and "3 uger siden" are no ages. */
function small(said: string): number | undefined {
  const born = bornAgo.exec(said)
  if (born !== null) return round(Number(born[1]) / (perYear[(born[2] ?? '').slice(0, 1)] ?? 12))
  const months =
    /(?<!\d)(\d{1,2})\s?-?(?:mdr|måneder|måned|md|mnd|months|måneders)\b\.?(?! siden| for tidlig| efter| ago| i træk| inde)/u.exec(said)
  if (months !== null) return round(Number(months[1]) / 12)
  const weeks = /(?<!\d)(\d{1,2})\s?-?(?:uger|uge|ugers|weeks)\b(?! siden| for tidlig| efter| ago| i træk| henne| inde|s? ferie)/u.exec(
    said,
  )
  if (weeks !== null && Number(weeks[1]) <= 60 && !/gravid|henne|pregnant|født i uge|hver uge|om ugen/u.test(said))
    return round(Number(weeks[1]) / 52)
  if (/(?<!\p{L})(?:(?:på|er) halvandet(?! år siden)|halvandet[- ]?årige?(?!\p{L}))/u.test(said)) return 1.5
  if (/(?<!\p{L})(?:nyfødte?|newborn)(?!\p{L})/u.test(said)) return 0
  return undefined
}

/** "fødte for 7 uger siden", "blev far for 3 måneder siden", "fik vores datter for 10 dage siden": how old the baby is. */
const bornAgo =
  /(?<!\p{L})(?:fødte|født|blev (?:mor|far|forældre)|fik (?:en|et|vores|vor|min|lille) (?:\p{L}+ )?(?:søn|datter|baby|dreng|pige|barn|tvillinger)) for (?:kun |cirka |ca\.? |snart )?(\d{1,2}) (dage?|uger?|måned(?:er)?|mdr)\.? siden/u
const perYear: Record<string, number> = { d: 365, u: 52, m: 12 }

const round = (age: number) => Math.round(age * 100) / 100

const number = '(\\d{1,2}(?:[.,]5)?)'
/** After a number: what shows that it was no age. */
const noAge =
  '(?!\\s?(?:timer|time|uger|uge|dage|dag|måned|måneder|mdr|md\\b|kg|kilo|kr|min\\b|minutter|gange|gang|%|procent|sider|side|kvm|ord|km|elever|mand|personer|børn|små|unger|stk|klasse|kl\\b|venner|veninder|karakter|tal|\\.\\s?(?:ældste|yngste|mindste|gang)|\\.\\s?kl(?:asse\\p{L}*)?|\\.\\s?\\d|:\\d|-tal|hours|weeks|months|days|times)(?!\\p{L}))'
const afterYears = '(?! siden| i træk| tidligere| efter| sammen| i danmark| ago)'

/** The child of whoever tells of one. */
const child =
  'søn|sønnen|datter|datteren|dreng|drengen|pige|pigen|barn|barnet|knægt|knægten|baby|babyen|teenager|unge|tøs|tøsen|ældste|yngste|mindste|mellemste|tvillinger|' +
  '(?:den|de) (?:store|lille|små|ældste|yngste|mindste|mellemste)|barnebarn|barnebarnet|nevø|niece|elev|eleven|stedsøn|steddatter|plejesøn|plejedatter|bonusdatter|bonussøn|' +
  'son|daughter|child|kid|boy|girl'
/** "er tolv", "søn på elleve", "knægten er fem". */
const ageInWords = new RegExp(
  `(?<!\\p{L})(?:(?:jeg|han|hun|og) er (${inWords(6, 19)})(?=[,.!?]| og | som | der | $)|` +
    `(?:(?:${child}|en) på|(?:${child}) er) (${inWords(2, 19)})(?=[,.!?]| \\p{L}| $)(?! (?:uger?|måneder|mdr|dage|timer|kilo|sider|børn|år)))`,
  'u',
)

/** Whose age "er 8" is, where one of these stands before it: not that of the one who writes. */
const relations =
  'bror|broren|søster|søsteren|lillebror|lillesøster|storebror|storesøster|ven|vennen|veninde|veninden|kæreste|fætter|kusine|mor|far|mormor|morfar|farmor|farfar'
const others = `(?:${relations}|han|hun|de)`
/** "min lillesøster på 6", "en bror på 18": no age of the young one who tells of them. */
const ofSomeoneElse = new RegExp(`(?<!\\p{L})(?:${relations}) (?:på|er) (?:lige |kun |snart )?$`, 'u')
/** What may stand between a verb and the age; few, so that no text of such words alone is tried in all ways. */
const fillers = 'en |ei |et |a |kun |lige |netop |nu |snart |næsten |allerede |blevet |fyldt |just |only '
const filled = `(?:${fillers}){0,4}`
const ownAge = [
  new RegExp(
    `(?:\\b(?:jeg er|er jeg|im|i am|jeg bliver|jeg blir|jeg fylder|blevet|fylder|fyldt|ved at være|ved at blive)|(?<!${others} )\\ber) ${filled}${number}${noAge}(?=[\\s.,!?;:-])`,
    'gu',
  ),
  new RegExp(`^ ${number}${noAge}(?=[,.]? )`, 'gu'),
  new RegExp(`[,.;!?] ?${number}(?: år| years)?[.!]? $`, 'gu'),
  new RegExp(`[ ,.]${number} $`, 'gu'),
  new RegExp(`\\b(?:pige|dreng|fyr|tøs|mand|kvinde|girl|boy|m|k|f)\\s?,?\\s?(?:på )?${number}${noAge}(?=[\\s.,!?])`, 'gu'),
]
const childAge = [
  new RegExp(
    `(?<!\\p{L})(?:${child}|en|ham|han|hende|hun|lillebror|storesøster|storebror|lillesøster)\\s?,?\\s?(?:(?:som |der )?(?:er |bliver |blir |fylder ))?(?:${fillers}|på |er |is |of |aged |i alderen |, ){0,4}${number}${noAge}(?=[\\s.,!?;:)-])`,
    'gu',
  ),
  new RegExp(`\\b(?:vedkommende|she|he) (?:er|is|bliver|fylder) ${filled}${number}${noAge}`, 'gu'),
]
const anyAge = [
  new RegExp(
    `(?<![\\d.,])${number}(?:\\s|-)?(?:års|årige|årig|åriges|år|yrs|years old|years|year-old|yo|років|роки|рік|سنوات|سنة|عام)(?![\\p{L}])${afterYears}`,
    'gu',
  ),
  new RegExp(`(?<![\\d.,])${number} og et halvt`, 'gu'),
  new RegExp(`[,.;!?] ?${number}(?: år)?[.!]? $`, 'gu'),
  new RegExp(`\\bpå ${number}${noAge}(?=[\\s.,!?;:)])`, 'gu'),
]

const gradeWords = ['nulte', 'første', 'anden', 'tredje', 'fjerde', 'femte', 'sjette', 'syvende', 'ottende', 'niende', 'tiende']

/** So that ages written in æøå-less Danish ("aar") are read alike. */
export const readAgeLoosely = (text: string, role?: 'young' | 'parent' | 'relative' | 'professional'): AgeRead =>
  readAge(
    text.replace(/\p{L}+/gu, word => (/aa|oe|ae/i.test(word) ? normalise(word) : word)),
    role,
  )
