import { translator } from '../locales/translate.ts'
import type { Conversation } from './conversation.ts'
import type { Place, Talk } from './talk.ts'

/**
 * What the citizen took back, or wrote otherwise, where the channel lets them: every wording of it is gone from the log and from what is known. What we
 * quoted of it was posted, and stands. Pure.
 */
export function takeBack(conversation: Conversation, clientId: string, why: 'edited' | 'deleted'): Conversation {
  const entries = conversation.log.filter(line => line.from.who === 'citizen' && isWording(line.clientId, clientId))
  if (entries.length === 0) return conversation
  const text = translator(conversation.locale)(`teams.takenBack.${why}`)
  const said = new Set(entries.map(({ spoken }) => spoken.text.trim()))
  return {
    ...conversation,
    log: conversation.log.map(line => (entries.includes(line) ? { ...line, spoken: { text } } : line)),
    talk: { ...without(conversation.talk, said), past: conversation.talk.past.map(place => without(place, said)) },
  }
}

/** The message itself, or what it was edited into: `<id>.<number>`. */
export const isWording = (clientId: string | undefined, id: string): boolean =>
  clientId === id || (clientId?.startsWith(`${id}.`) === true && /^\d+$/.test(clientId.slice(id.length + 1)))

/** Every field that holds their own words, and the themes that nothing left says. */
function without<P extends Place | Talk>(place: P, said: ReadonlySet<string>): P {
  const { hopes, whatWorks, oneStepUp, whoHelps, ...situation } = place.situation
  const answers = Object.fromEntries(
    Object.entries({ hopes, whatWorks, oneStepUp, whoHelps }).filter(([, answer]) => answer !== undefined && !said.has(answer)),
  )
  const words = situation.words.filter(one => !said.has(one))
  const left = [...words, ...Object.values(answers)].join('\n').toLowerCase()
  const themes = situation.themes.filter(theme => theme.words.length === 0 || theme.words.some(quote => left.includes(quote.toLowerCase())))
  return { ...place, situation: { ...situation, ...answers, words, themes } }
}
