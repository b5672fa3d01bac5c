import { acknowledgement } from './acknowledgement.ts'
import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { botSays } from './log.ts'
import { proceed } from './move.ts'
import { otherScript } from './otherScript.ts'
import { buttons, type Scene, sceneOf } from './scene.ts'
import type { Talk } from './talk.ts'

/** On with what was learnt; a short word first that it was heard. */
export function learned(conversation: Conversation, talk: Talk, context: TalkContext, thanks?: string): Conversation {
  const scene = sceneOf({ ...conversation, talk }, context)
  const foreign = needTold(conversation, talk) ? otherScript(conversation, context) : undefined
  const text =
    thanks ??
    (asksForFollowUp(conversation.talk, talk) ? scene.t('followUp.wished') : undefined) ??
    placed(conversation.talk, talk, scene) ??
    foreign ??
    notTwice(acknowledgement(conversation.talk.situation, talk.situation, scene), conversation, scene)
  const intro = becameProfessional(conversation.talk, talk) ? [{ text: scene.t('professional.intro') }] : []
  const english = text !== undefined && text === foreign && { choices: buttons(scene.t, 'language.en') }
  const heard = botSays(conversation, [...(text === undefined ? [] : [{ text, ...english }]), ...intro], context)
  return proceed(heard, talk, context)
}

/** The same words of comfort are not said twice in a row. */
function notTwice(text: string | undefined, { log }: Conversation, { t }: Scene): string | undefined {
  const [heard, stay] = [t('talk.ack.heard'), t('talk.ack.stay')]
  const last = log.findLast(({ from, spoken }) => from.who !== 'citizen' && (spoken.text === heard || spoken.text === stay))
  return text === heard && last?.spoken.text === heard ? stay : text
}

/** A school was named and nothing else: which team sees it first. */
function placed(before: Talk, { situation }: Talk, { t, context }: Scene): string | undefined {
  if (situation.district === before.situation.district || situation.words.length > before.situation.words.length) return undefined
  const name = context.registry.districts.find(({ id, team }) => id === situation.district && team !== undefined)?.name
  return name === undefined ? undefined : t('districts.chosen', { name })
}

/** A wish that a counsellor can grant: how, is said at once. */
const asksForFollowUp = (before: Talk, after: Talk): boolean =>
  after.situation.wishesFollowUp === true && before.situation.wishesFollowUp !== true

/** A professional is told at once to write nothing that says who the child is, and why. */
const becameProfessional = (before: Talk, after: Talk): boolean =>
  after.situation.role === 'professional' && before.situation.role !== 'professional'

const needTold = (before: Conversation, { situation }: Talk): boolean => situation.words.length > before.talk.situation.words.length
