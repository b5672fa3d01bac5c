import type { Role } from '../registry/situation.ts'
import { plain, wordCount } from './plain.ts'

/** Yes, no, or undefined where it says neither: "ja da", "jo", "nej det ik mig", "yep", "det tror jeg ikke". */
export function readYesNo(text: string): boolean | undefined {
  const said = plain(text)
  if (/^(n[eaæ]+j+|næ+h?|nah?|niks|nope|no|ikke? rigtigt?|not really|slet ikke?|aldrig|never|overhovedet ikke?)(?![a-zæøå])/.test(said))
    return false
  if (/^(det (tror|mener) jeg ikke?|i (don ?t|do not) think so)(?![a-zæøå])/.test(said)) return false
  if (/^(det )?(har|er|gør|går|kan) (jeg|vi|han|hun|de|det|hen) ikke?(?![a-zæøå])/.test(said)) return false
  if (
    /^((ja)+a*(h|men|da)?|jo+|jep+|yep|yes|yeah|yup|jamen|mm+h?m*|okay|ok|oki|jada|jow|præcis|nemlig|bestemt|selvfølgelig|of course|sure)(?![a-zæøå])/.test(
      said,
    )
  )
    return true
  if (/^(det )?(har|er|gør|går|kan) (jeg|vi|han|hun|de|det|hen)(?![a-zæøå])/.test(said)) return true
  if (/^(det (tror|mener) jeg|i think so|we do|i do|it is)$/.test(said)) return true
  return undefined
}

/** "ved ikke", "det ved jeg ikk", "måske", "aner det ikke", "no idea". */
export const doesNotKnow = (text: string): boolean =>
  /^(jeg |ja |øh+m? |hm+ )*((det )?(ved|vd|tror|aner) (jeg |det |da |bare |faktisk )*(ikke?|ik|ingenting)( (rigtigt?|helt|endnu|lige))?|ingen (ide|idé|anelse)|måske|både og|don ?t know|dont know|i (don ?t|do not) know|idk|not sure|no idea|maybe|svært at sige|usikker|hard to say)( måske| maybe)?( hvad (jeg|man) (skal|kan) (skrive|sige|svare|vælge)| hvor (jeg|man) skal (starte|begynde)| what to (write|say)| where to start)?$/.test(
    plain(text),
  )

/** "spring over", "det vil jeg ikke svare på", "videre", "pas", "skip". */
export const skips = (text: string): boolean =>
  /^((jeg )?(vil (gerne )?)?(bare )?spring(e|er)?( den| det| denne| det her)?( her)? over|over ?spring(e)?|videre|næste|næste spørgsmål|pas|skip( it| this)?|next|pass|(det |det her )?(vil|har) jeg (ikke|ik)( have lyst til)? ?(at )?(svare|sige)?( på)?( det)?|(det )?har jeg ikke? lyst til( at (svare|sige)( på)?)?|(det )?siger jeg ikke?|rather not( say)?|i( d| would) rather not( say)?|ingen kommentar|det er ligegyldigt)$/.test(
    plain(text),
  )

/** Who it is about, from a direct answer: "mig selv", "det er min søn", "min veninde", "jeg er lærer". */
export function readRole(text: string): Role | undefined {
  const said = plain(text)
  for (const [role, pattern] of roles) if (pattern.test(said)) return role
  return undefined
}

/**
 * A number from 0 to 10: "3", "nok en 4", "6/10", "mellem 4 og 5", "ti". What counts something else is none: "i 6 uger nu", "jeg har 2 venner",
 * "siden jeg var 5"; nor is any number of a longer sentence that does not say that it is a mark.
 */
export function readScale(text: string): number | undefined {
  const said = text.toLowerCase().replace(/(\d),(\d)/g, '$1.$2')
  if (/\d/.test(said) && !saysMark.test(said) && (wordCount(said) > 6 || counts.test(said))) return undefined
  const between = /(\d{1,2})\s*(?:-|–|til|og|to|and|eller|or)\s*(\d{1,2})(?!\d)/.exec(said)
  if (between) return inScale((Number(between[1]) + Number(between[2])) / 2)
  const number = /(?<![\d.])(-?\d{1,2}(?:\.\d)?)(?![\d.]|\s*(?:år|mdr|måned|klasse|years))/.exec(said)
  if (number) return inScale(Number(number[1]))
  const word = said.split(/[^a-zæøå]+/).find(part => part in written)
  return word === undefined ? undefined : written[word]
}

/** "en 4'er", "6 ud af 10", "jeg ligger på 3", "vil sige 5". */
const saysMark =
  /\d\s*(?:\/|ud af|af|out of)\s*(?:10|ti|ten)|(?<!\p{L})(?:skala\p{L}*|tal(?:let)?|(?:ligger|er|står|lander) (?:nok |vel |måske |jeg |vi )*(?:på|omkring|mellem)|(?:siger?|giver?|vælger?|tager) (?:nok |en |et |jeg |vi )*\d|(?:nok|måske|cirka|omkring|mellem|en|et|maybe|a|about) \d)|\d(?:\.\d)?[- ]?(?:er|ish|tal)(?!\p{L})/u
/** A number before a word that it counts, or behind one that makes it a time or an age. */
const counts =
  /(?<!\p{L})(?:siden|kl\.?|klokken|uge|var|han er|hun er|jeg er|de er|vi er|han|hun|bror|søster|søn|datter) (?:jeg |han |hun |vi |på |var |er )*\d|\d\s*(?!(?:nu|i|lige|tror|vil|måske|nok|vel|men|og|eller|fordi|for|tak|agtigt?|today|right|i'd|maybe|or|because|but)(?!\p{L}))\p{L}{2,}/u

const roles: [Role, RegExp][] = [
  [
    'professional',
    /^(det er |jeg er |jeg arbejder som |som |i am |i m |im )?(an? |en )?(lærer|pædagog|sundhedsplejerske|socialrådgiver|vejleder|psykolog|fagperson|fagfolk|dagplejer|træner|sagsbehandler|teacher|pedagogue|nurse|professional|health visitor|social worker)(?![a-zæøå])|^(mit|gennem mit|via mit|my|through my) (arbejde|job|work)|^(en|et|one of my|a) (elev|pupil|student|barn i (min|vores) (klasse|institution|børnehave|vuggestue))|^(arbejde|work|job)$/,
  ],
  [
    'relative',
    /^(det (er|handler om) |it s (about )?|for |about |om )?(en )?(min|mit|mine|my|a|en) (bedste ?)?(ven|veninde|venner|veninder|kammerat|kæreste|bror|søster|lillebror|lillesøster|storebror|storesøster|søskende|halvbror|halvsøster|barnebarn|børnebarn|fætter|kusine|niece|nevø|nabo|eks|friend|best friend|brother|sister|boyfriend|girlfriend|grandchild|cousin|nephew|neighbour|neighbor)(?![a-zæøå])|^(en (anden )?(jeg kender|ven|veninde)|someone i know|a friend|(jeg er )?(bedste ?(mor|far|forældre)|mormor|farmor|morfar|farfar|moster|faster|onkel|tante)|ven|veninde|friend|someone else|en anden)(?![a-zæøå])/,
  ],
  [
    'parent',
    /^(det (er|handler om) |it s (about )?|for |about |om )?(min|mit|mine|vores|vor|my|our|min(e)? (egne?|lille|store)) (yngste |ældste |lille |store |voksne |egen |eget |youngest |oldest |little |teenage )?(\d{1,2} ?års? ?(gamle )?|\d{1,2} year old )?(søn|sønner|datter|døtre|dreng|pige|barn|børn|unge|teenager|baby|bonusbarn|bonussøn|bonusdatter|plejebarn|plejesøn|plejedatter|steddatter|stedsøn|tvillinger|knægt|tøs|son|sons|daughter|daughters|child|children|kid|kids|boy|girl|teen|stepson|stepdaughter)(?![a-zæøå])|^(jeg er |som |i am |i m |im )?(en |an? |alene)?(forælder|forældre|mor|far|mamma|enlig mor|enlig far|parent|mother|father|mum|mom|dad)( til.*| of.*| to.*)?$|^(barn|mit barn|søn|datter|my child)$/,
  ],
  [
    'young',
    /^(det (er|handler om) |det s |it s (about )?|about |om |for )?(bare |kun |just |only )?(mig|mej|mig selv|mej selv|miig|me|myself|migselv)( selv| der| det handler om| der skriver)?( bare| jo)?$|^(det (er|handler om) |it s (about )?|about )?(min|mine|my) (mor|far|forældre|mother|father|mum|mom|dad|parents)(?![a-zæøå])|^(selv|jeg (er )?(selv|en ung|ung)|en ung|ung|det er jeg|i am young|a young person|young person)$/,
  ],
]

const written: Record<string, number> = Object.fromEntries(
  [
    ['nul', 'zero'],
    ['et', 'one', 'ener'],
    ['to', 'two', 'toer'],
    ['tre', 'three'],
    ['fire', 'four'],
    ['fem', 'five'],
    ['seks', 'six'],
    ['syv', 'seven'],
    ['otte', 'eight'],
    ['ni', 'nine'],
    ['ti', 'ten'],
  ].flatMap((words, number) => words.map(word => [word, number] as const)),
)

const inScale = (number: number): number | undefined => (number >= 0 && number <= 10 ? number : undefined)
