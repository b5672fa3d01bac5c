import { translator } from '../locales/translate.ts'
import type { Conversation } from './conversation.ts'
import type { Place, Talk } from './talk.ts'

/** What the citizen took back, or wrote otherwise, where the channel lets them: their words are gone from the log and from what is known. Pure. */
export function takeBack(conversation: Conversation, clientId: string, why: 'edited' | 'deleted'): Conversation {
  const entry = conversation.log.find(line => line.from.who === 'citizen' && line.clientId === clientId)
  if (entry === undefined) return conversation
  const text = translator(conversation.locale)(`teams.takenBack.${why}`)
  const said = entry.spoken.text.trim()
  return {
    ...conversation,
    log: conversation.log.map(line => (line === entry ? { ...line, spoken: { text } } : line)),
    talk: { ...without(conversation.talk, said), past: conversation.talk.past.map(place => without(place, said)) },
  }
}

function without<P extends Place | Talk>(place: P, said: string): P {
  const { oneStepUp, whoHelps, ...situation } = place.situation
  const kept = {
    ...situation,
    words: situation.words.filter(words => words !== said),
    ...(oneStepUp !== undefined && oneStepUp !== said && { oneStepUp }),
    ...(whoHelps !== undefined && whoHelps !== said && { whoHelps }),
  }
  return { ...place, situation: kept }
}
