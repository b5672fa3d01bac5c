import { type Role, role } from '../../registry/situation.ts'
import { readRole } from '../answers.ts'
import type { TalkContext } from '../context.ts'
import { hearNeed } from '../hearNeed.ts'
import { plain, wordCount } from '../plain.ts'
import { buttons, ways } from '../scene.ts'
import type { Talk } from '../talk.ts'
import { passing, type Question, withSituation } from './question.ts'

/** Who it is about. A message that tells the need instead is heard as such (hearNeed.ts), not refused. */
export const who: Question = {
  id: 'who',
  known: ({ situation, passed }) => situation.role !== undefined || passed.includes('who'),
  ask: scene => ({
    text: scene.t(scene.talk.passed.includes('mind') ? 'talk.who.askKnown' : 'talk.who.ask'),
    choices: [...buttons(scene.t, 'who.young', 'who.parent', 'who.relative', 'who.professional'), ...ways(scene)],
    awaits: 'text',
  }),
  hear: ({ text, choice }, { talk, context }) => {
    const pressed = role.safeParse(choice?.replace('who.', ''))
    if (pressed.success) return passing(withSituation(talk, { role: pressed.data }), 'who')
    const told = readRole(text)
    if (told === undefined) return undefined
    if (wordCount(text) <= 5) return passing(withSituation(withAge(talk, text, context), { role: told }), 'who')
    const heard = hearNeed(talk, text, context) ?? talk
    return passing(withSituation(heard, { role: ofStory(told, heard.situation.role, text) }), 'who')
  },
}

/** A story that begins with someone else may be about who tells it: a new father, a sister nobody asks about, a girl whose boyfriend reads her phone. */
function ofStory(begins: Role, heard: Role | undefined, text: string): Role {
  if (begins !== 'relative' || heard === 'parent') return heard === 'parent' ? heard : begins
  return doneToMe.test(plain(text)) ? 'young' : begins
}

const doneToMe =
  /^(det er )?(min|my) ((kæreste|ekskæreste|eks|boyfriend|girlfriend|ex) .*(?<!\p{L})(jeg|mig|min|mit|mine|me|my)|(lille|store)?(bror|søster|brother|sister) .*(?<!\p{L})(mig|me))(?!\p{L})/u

/** "min datter på 7" says how old as well. */
function withAge(talk: Talk, text: string, context: TalkContext): Talk {
  const { age, grade } = context.matcher.understand(text)
  return withSituation(talk, { ...(age !== undefined && { age }), ...(grade !== undefined && { grade }) })
}
