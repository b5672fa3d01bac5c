import type { TalkContext } from '../../dialogs/context.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import type { NearMissView } from '../../dialogs/spoken.ts'
import type { FactId, Role } from '../../registry/situation.ts'
import { begin, tells } from '../dialogs/setting.ts'
import { calmly } from './played.ts'

/** Someone an offer is meant for: who they are, what they write first, what is so when they are asked. */
export interface Person {
  role: Role
  words: string
  age?: string
  /** What they answer when a fact is asked; "don't know" to the rest. */
  facts?: Record<FactId, boolean>
}

/** What a whole talk came to. */
export interface Played {
  conversation: Conversation
  /** The questions in their order: steps and facts. */
  asked: string[]
  /** Best first. */
  offers: string[]
  nearMisses: NearMissView[]
}

/** The talk of a person from their first words to the offers: who and age answered, marks skipped, facts answered as it is. */
export function playedBy(person: Person, municipality = 'kalundborg', context: TalkContext = calmly()): Played {
  let conversation = tells(begin(context, 'da', municipality), person.words, context)
  const asked: string[] = []
  for (let turns = 0; turns < 14 && conversation.talk.step !== 'offers'; turns++) {
    const { step, asking } = conversation.talk
    asked.push(step === 'clarify' ? (asking ?? '') : step)
    conversation = tells(conversation, answerTo(step, asking, person), context)
  }
  const cards = conversation.log.flatMap(({ spoken }) => (spoken.card?.type === 'offers' ? [spoken.card] : []))
  const shown = cards.at(-1)
  return { conversation, asked, offers: shown?.offers.map(({ id }) => id) ?? [], nearMisses: shown?.nearMisses ?? [] }
}

function answerTo(step: string, asking: FactId | undefined, { role, age, facts }: Person): string {
  if (step === 'who') return `[who.${role}]`
  if (step === 'age') return age ?? '[skip]'
  if (step !== 'clarify') return '[skip]'
  const is = asking === undefined ? undefined : facts?.[asking]
  return is === undefined ? '[dontKnow]' : is ? '[yes]' : '[no]'
}
