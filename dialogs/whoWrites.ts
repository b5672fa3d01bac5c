import { inWords } from '../registry/readAge.ts'
import type { Role, Situation } from '../registry/situation.ts'
import { plain } from './plain.ts'
import { withSituation } from './steps/question.ts'
import type { Talk } from './talk.ts'

/**
 * Who it is about, from how a need is told, where no word names it outright: "jeg har en baby" is a parent; "har ondt i maven og orker ik skole"
 * and "jeg skærer i mig selv" are about the one who writes. Careful: whoever names someone else, or may be a grown-up with a child, is asked.
 */
export function whoWrites(text: string, { themes }: Pick<Situation, 'themes'>): Role | undefined {
  const said = plain(text)
  if (ownChild.test(said)) return 'parent'
  if (presentsSelf.test(said)) return 'young'
  if (ownAge.test(said)) return 'young'
  if (namesChild.test(said)) return 'parent'
  if (ownParent.test(said) && (firstPerson.test(said) || / (?:vi|os) /.test(said)) && !ofChild.test(said)) return 'young'
  if (someoneElse.test(said)) return undefined
  if (/^\d{1,2} (år|years)(?! siden| ago)/.test(said) || andAge.test(said)) return 'young'
  if (harmsSelf.test(said)) return 'young'
  if (ownSchool.test(said) && (firstPerson.test(said) || subjectless.test(said))) return 'young'
  const ofTheYoung = themes.some(({ theme, weight }) => youngThemes.has(theme) && weight >= 0.6)
  return ofTheYoung && firstPerson.test(said) ? 'young' : undefined
}

const years = `(?:\\d{1,2}|${inWords(8, 19)})`

/** Who says what they are begins with themselves. */
const presentsSelf = new RegExp(
  [
    '^(?:jeg er )?(?:en )?(?:pige|dreng|girl|boy)(?: (?:på|aged))? \\d{1,2}(?: år)?$', // "pige 14 år"
    '^(?:1\\d|2[0-4])(?: ?år)? (?:pige|dreng|fyr|tøs|girl|boy)$', // "15 pige"
    '^(?:jeg )?er (?:en )?(?:pige|dreng|fyr) på \\d', // "er en pige på 15"
    `^(?:hej )?${years} ?årig (?:pige|dreng|fyr|tøs) her`,
    `^(?:${inWords(8, 19)}) år(?! siden)`, // "tretten år og træt af det hele"
    '^1\\d og (?!1?\\d)', // "17 og gravid"
    '^(?:fylder|bliver) (?:snart )?1\\d(?!\\d)',
  ].join('|'),
)

/** "jeg er 13", of one who is young. */
export const saysAge = (text: string): boolean => {
  const years = Number(ownAge.exec(plain(text))?.[1])
  return years >= 8 && years <= 25
}

/** Whoever wrote of nobody but themselves, and answers "14" when asked how old: it is about them. Who it is about need not be asked any more. */
export function knownSelf(talk: Talk): Talk {
  const { role, age = 0, words } = talk.situation
  const said = plain(words.join(' '))
  if (role !== undefined || age < 8 || age > 24 || others.test(said)) return talk
  if (!firstPerson.test(said) && !subjectless.test(said)) return talk
  return withSituation(talk, { role: 'young' })
}

const edge = (words: string) => new RegExp(`(?<![a-zæøå])(?:${words})(?![a-zæøå])`)

const ownChild = new RegExp(
  '(?<![a-zæøå])(?:jeg|vi|i|we) (?:(?:er \\d{1,2} og|am \\d{1,2} and) )?(?:har|har fået|har lige fået|have|have got|just had) ' +
    '(?:en|et|to|tre|fire|a|an|two|three)(?: lille| små| nyfødt| dejlig| little| small| newborn| baby)? ' +
    '(?:baby|søn|datter|dreng|pige|barn|børn|drenge|piger|tvillinger|spædbarn|teenager|son|daughter|child|children|boys|girls|twins)(?![a-zæøå])' +
    '|(?<![a-zæøå])(?:min|vores|my|our) (?:lille |little )?(?:nyfødte|spæde|newborn)(?![a-zæøå])' +
    '|(?<![a-zæøå])(?:alene med|alone with) (?:mine |my )?(?:\\d |to |tre |fire |et |two |three |four )?(?:små )?(?:barn|børn|børnene|unger|ungerne|kids|children)(?![a-zæøå])',
)

/** Whoever says their own age, and no child of their own, writes about themselves. */
const ownAge =
  /(?<![a-zæøå])(?:jeg er|er jeg|jeg bliver|jeg blir|jeg fylder|jeg har lige fyldt|jeg har fyldt|i am|i m|im) (?:lige |kun |snart |selv |blevet |lige blevet |ved at være |just |only )?(\d{1,2})(?!\d| \d|\s*(?:uger?|måneder|mdr|dage|timer|børn|weeks|months|days|hours|kids))/

/** "jeg tror jeg er gravid og er 16": what is left out is "jeg". */
const andAge = new RegExp(`(?<![a-zæøå])jeg .*(?:og|men) er (?:lige |kun |snart )?${years}(?: |$)(?!uger?|måneder|mdr|dage|børn)`)

/** So tells a parent who leaves out "min". */
const namesChild = new RegExp(
  [
    '^(?:søn|datter|vores|son|daughter) \\d{1,2}(?: |$)', // "datter 11 år bange for at sove"
    '^har (?:en|et|to|tre) (?:teenager|søn|datter|dreng|pige|barn|baby|sønner|døtre|drenge|piger|børn)(?![a-zæøå])',
    '^(?:sønnen|datteren|knægten|(?:ham|hende) den (?:store|lille|ældste|yngste)) ',
    '(?<![a-zæøå])børnene er \\d',
    '(?<![a-zæøå])min (?:mand|kone|eks|eksmand|ekskone) (?:.* )?(?:og|med|foran) børnene(?! i )',
    '(?<![a-zæøå])(?:vi|jeg) (?:er|bor|kom) (?:.* )?med en (?:søn|datter)(?![a-zæøå])', // "vi er flygtet med en søn på 3"
    '(?<![a-zæøå])jeg er (?:også )?en (?:mor|far)(?![a-zæøå])',
  ].join('|'),
)

/** Anyone but the one who writes: then it may be about them. Parents stand aside: "min mor" does not make it about her. */
const someoneElse = edge(
  'han|hun|ham|hende|hans|hendes|vores|vi|os|barn|barnet|børn|børnene|søn|sønnen|datter|datteren|baby|babyen|dreng|drengen|pige|pigen|barnebarn|elev|elever|' +
    'veninde|ven|kammerat|bror|søster|lillebror|lillesøster|storebror|storesøster|mand|kone|he|she|him|his|we|us|our|child|children|son|daughter|' +
    'pupil|student|friend|brother|sister|husband|wife|kids|kid',
)

/** Those whom a need may be about instead of the one who tells it. A brother or sister named on the way is not among them. */
const others = edge(
  'han|hun|ham|hende|hans|hendes|vores|vi|os|barn|barnet|børn|børnene|søn|sønnen|datter|datteren|baby|babyen|dreng|drengen|pige|pigen|barnebarn|elev|elever|' +
    'veninde|ven|kammerat|mand|kone|he|she|him|his|we|us|our|child|children|son|daughter|pupil|student|friend|husband|wife|kids|kid',
)

/** "når far kommer hjem", "mor siger ikke noget": so speaks a child of its own. */
const ownParent =
  /(?<!(?:min|din|hans|hendes|deres|en|som|er|blive|bliver|blev|blevet|børnenes|barnets|alene|enlig|ny|nybagt|god|dårlig|mit|barns|søns|datters|kærestes|mands|være) )(?<![a-zæøå])(?:mor|far)(?! til)(?![a-zæøå])/
const ofChild = edge('barn|barnet|børn|børnene|søn|sønnen|datter|datteren|baby|babyen|barnebarn|elev|elever|ungerne|vores')

const firstPerson = edge('jeg|mig|min|mit|mine|jeg|ja|je|i|me|my|myself|im')

/** "har ondt i maven", "orker ik skole", "gider ikke": the way one writes of oneself, with nobody named. */
const subjectless =
  /^(?:hej |hey |hi )?(?:har|er|orker|gider|kan|tør|vil|bliver|føler|hader|savner|får|have|am|can|hate|feel|feeling)(?![a-zæøå])/

/** School as those who go there write of it. Grown-ups write of "skolen" too, but then of someone. */
const ownSchool = edge(
  'skole|skolen|klasse|klassen|klassekammerater|lektier|gymnasiet|gym|hf|efterskole|efterskolen|lærer|læreren|eksamen|frikvarter|frikvartererne|timerne|' +
    'school|class|homework|teacher|classmates|exam|exams',
)

const harmsSelf = edge(
  'skærer (?:i )?mig(?: selv)?|skåret (?:i )?mig(?: selv)?|cutter|cut myself|cutting myself|slå mig selv ihjel|tage mit(?: eget)? liv|tage livet af mig|' +
    '(?:vil|gider|orker|ønsker) (?:ikke|ik|ikk) (?:at )?leve|vil (?:bare |gerne |bare gerne )?dø|want to die|kill myself|selvmordstanker',
)

const youngThemes = new Set(['bullying', 'examStress', 'friends'])
