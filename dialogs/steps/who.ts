import { role } from '../../registry/situation.ts'
import { readRole } from '../answers.ts'
import type { TalkContext } from '../context.ts'
import { hearNeed } from '../hearNeed.ts'
import { wordCount } from '../plain.ts'
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
    const heard = wordCount(text) > 5 ? (hearNeed(talk, text, context) ?? talk) : withAge(talk, text, context)
    return passing(withSituation(heard, { role: told }), 'who')
  },
}

/** "min datter på 7" says how old as well. */
function withAge(talk: Talk, text: string, context: TalkContext): Talk {
  const { age, grade } = context.matcher.understand(text)
  return withSituation(talk, { ...(age !== undefined && { age }), ...(grade !== undefined && { grade }) })
}
