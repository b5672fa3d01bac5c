import cues from '../data/cues.json' with { type: 'json' }
import words from '../data/words.json' with { type: 'json' }
import type { Role } from './situation.ts'
import { normalise, stem, type Word } from './text.ts'

/** Who writes, read from how they speak of others ("min søn på 9", "jeg er lærer"). Undefined when nothing tells. */
export function readRole(read: readonly Word[]): Role | undefined {
  const said = ` ${read.map(word => word.spelt).join(' ')} `
  const [first] = read
  if (sayings.professional.some(saying => said.includes(saying)) || (first !== undefined && profession.test(first.spelt)))
    return 'professional'
  if (sayings.relative.some(saying => said.includes(saying)) || presentsAsKin(read) || read.some(childOfAnother)) return 'relative'
  if (ownChild(read) || sayings.parent.some(saying => said.includes(saying) && !(theirParent.has(saying) && friend.test(said))))
    return 'parent'
  if (neighbour.test(said)) return 'relative'
  if (sayings.young.some(saying => said.includes(saying)) || ofSchoolAge.test(said)) return 'young'
  return undefined
}

/** "hendes far" tells of a mother, but for "min veninde ... hendes far". */
const theirParent = new Set(['hans far', 'hendes far', 'hans mor', 'hendes mor'].map(whose => ` ${whose} `))
const friend = / (?:min|mine) (?:bedste )?(?:ven|veninde|venner|veninder|kammerat|klassekammerat|kæreste|fætter|kusine) /

/** Who begins with what they work as: "klasselærer: eleven ...", "pædagog, en dreng på 3 ...". */
const profession =
  /(?:lærer|pædagog|pædagogmedhjælper|træner|dagplejer|skoleleder|sundhedsplejerske|jordemoder|socialrådgiver|konsulent|psykolog|opholdssted|døgninstitution|bosted)$/
const neighbour = / (?:min nabo|vores nabo|nabøn) / // as they are spelt once oe is read as ø
/** "jeg går i 8.", "jeg går i gymnasiet". */
const ofSchoolAge = / jeg (?:går|er) i (?:\d|første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|gymnasiet|folkeskole)/

/** "mormor her", "bedstefar: ...", "svigermor til ...": who begins by saying what they are to the child. */
function presentsAsKin([first, second]: readonly Word[]): boolean {
  if (first === undefined || second === undefined || !kin.has(first.spelt)) return false
  return first.clause !== second.clause || presenting.has(second.spelt)
}

/** "min nabos datter", "min brors unger", "naboens knægt": another's child. */
function childOfAnother({ spelt }: Word, here: number, read: readonly Word[]): boolean {
  if (!children.has(stem(spelt))) return false
  const whose = read[here - 1]?.spelt ?? ''
  return /^nabøns?$/.test(whose) || (/^(?:min|mit|mine|vores)$/.test(read[here - 2]?.spelt ?? '') && others.has(whose))
}

/** "min søn", "vores lille pige", "min treårige", "datter på 14": one's own child. */
function ownChild(read: readonly Word[]): boolean {
  return read.some((word, here) => {
    if (!children.has(stem(word.spelt)) && !/årige$/.test(word.spelt)) return false
    const before = read.slice(Math.max(0, here - 3), here)
    // "jeg er pige på 14" is no child of theirs, nor is "min tvilling".
    if ((before.at(-1)?.spelt === 'er' && before.at(-2)?.spelt === 'jeg') || word.spelt === 'tvilling') return false
    const own = before.some(({ spelt }) => possessives.has(spelt))
    const aged = read[here + 1]?.spelt === 'på' && /^\d/.test(read[here + 2]?.spelt ?? '')
    const another = before.some(({ spelt }) => spelt === 'en' || spelt === 'et') && !own
    return own || (aged && !another)
  })
}

const sayings = Object.fromEntries(
  Object.entries(cues.people).map(([role, lines]) => [role, lines.map(line => ` ${line.split(' ').map(normalise).join(' ')} `)]),
) as Record<Role, string[]> // the four roles are the keys of cues.people

const kin = new Set([
  'nabo',
  'naboen',
  'mormor',
  'morfar',
  'farmor',
  'farfar',
  'bedstemor',
  'bedstefar',
  'svigermor',
  'svigerfar',
  'moster',
  'faster',
  'onkel',
  'storesøster',
  'storebror',
])
const presenting = new Set(['her', 'spørger', 'skriver', 'til'])
const others = new Set('nabos søsters brors kollegas venindes vens kusines fætters svogers svigerindes datters søns'.split(' '))
const possessives = new Set(['min', 'mit', 'mine', 'vores', 'my', 'our', 'vor'])
const children = new Set(words.classes.BARN.split(' ').map(word => stem(normalise(word))))
