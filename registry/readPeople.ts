import cues from '../data/cues.json' with { type: 'json' }
import words from '../data/words.json' with { type: 'json' }
import type { Role } from './situation.ts'
import { normalise, stem, type Word } from './text.ts'

/** Who writes, read from how they speak of others ("min søn på 9", "jeg er lærer"). Undefined when nothing tells. */
export function readRole(read: readonly Word[]): Role | undefined {
  const said = ` ${read.map(word => word.spelt).join(' ')} `
  if (sayings.professional.some(saying => said.includes(saying))) return 'professional'
  if (sayings.relative.some(saying => said.includes(saying))) return 'relative'
  if (ownChild(read) || sayings.parent.some(saying => said.includes(saying))) return 'parent'
  if (sayings.young.some(saying => said.includes(saying))) return 'young'
  return undefined
}

/** "min søn", "vores lille pige", "datter på 14": one's own child. */
function ownChild(read: readonly Word[]): boolean {
  return read.some((word, here) => {
    if (!children.has(stem(word.spelt))) return false
    const before = read.slice(Math.max(0, here - 3), here)
    const own = before.some(({ spelt }) => possessives.has(spelt))
    const aged = read[here + 1]?.spelt === 'på' && /^\d/.test(read[here + 2]?.spelt ?? '')
    const another = before.some(({ spelt }) => spelt === 'en' || spelt === 'et') && !own
    return own || (aged && !another)
  })
}

const sayings = Object.fromEntries(
  Object.entries(cues.people).map(([role, lines]) => [role, lines.map(line => ` ${line.split(' ').map(normalise).join(' ')} `)]),
) as Record<Role, string[]> // the four roles are the keys of cues.people

const possessives = new Set(['min', 'mit', 'vores', 'my', 'our', 'vor'])
const children = new Set(words.classes.BARN.split(' ').map(word => stem(normalise(word))))
