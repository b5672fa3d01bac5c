import { emptySituation, type Situation } from '../registry/situation.ts'
import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { passedOn, takenOff } from './handoverCard.ts'

/**
 * What a counsellor may build on: what the citizen let go on to them, and what they have written since. What they took off the card counts as not
 * known here either, so that no offer gives it away. Pure.
 */
export function toldSituation(conversation: Conversation, { matcher }: TalkContext): Situation {
  const off = takenOff(conversation)
  const { role, age, grade, district, facts, themes, words, hopes, whatWorks, oneStepUp, whoHelps } = conversation.talk.situation
  const told = (item: (typeof off)[number]) => !off.includes(item)
  const before: Situation = {
    ...emptySituation(),
    municipality: conversation.municipality,
    ...(role !== undefined && told('role') && { role }),
    ...(told('age') && { ...(age !== undefined && { age }), ...(grade !== undefined && { grade }) }),
    ...(district !== undefined && told('district') && { district }),
    // What was read out of their words goes with them.
    facts: told('words') ? facts : {},
    themes: told('themes') ? themes : [],
    words: told('words') ? words : [],
    ...(told('hopes') && {
      ...(hopes !== undefined && { hopes }),
      ...(whatWorks !== undefined && { whatWorks }),
      ...(oneStepUp !== undefined && { oneStepUp }),
      ...(whoHelps !== undefined && { whoHelps }),
    }),
  }
  const since = passedOn(conversation).filter(({ from }) => from.who === 'citizen')
  return since.slice(-heard).reduce((situation, { spoken }) => matcher.hear(situation, spoken.text), before)
}

const heard = 12
