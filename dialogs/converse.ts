import type { Situation } from '../registry/situation.ts'
import { doesNotKnow, readYesNo, skips } from './answers.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { endedByCitizen } from './ending.ts'
import { hearCorrection } from './hearCorrection.ts'
import { hearNeed } from './hearNeed.ts'
import { botSays } from './log.ts'
import { advance, ask, proceed, questions, remembered, standing } from './move.ts'
import { wordCount } from './plain.ts'
import { askForHuman, backFromHandover, joinQueue } from './queue.ts'
import { readAge } from './readAge.ts'
import { buttons, type Scene, sceneOf, voice, ways } from './scene.ts'
import { readUseful } from './steps/farewell.ts'
import { readRemoval } from './steps/handover.ts'
import { themeButtons } from './steps/mind.ts'
import { whyOf } from './steps/misfit.ts'
import { showOffers } from './steps/offers.ts'
import { passing, type Question, withSituation } from './steps/question.ts'
import type { StepId, Talk } from './talk.ts'
import { grantWish } from './wishes.ts'

/** The bot's turn: a wish for the talk itself, an answer to what was asked, something else that was told, or not understood. */
export function converse(conversation: Conversation, incoming: Incoming, context: TalkContext): Conversation {
  const granted = grantWish(conversation, incoming, context)
  if (granted) return granted
  const { step } = conversation.talk
  if (step === 'handover') return atHandover(conversation, incoming, context)
  if (step === 'farewell') return atFarewell(conversation, incoming, context)
  if (step === 'misfit' && whyOf(incoming.text, incoming.choice) === 'talk') return askForHuman(conversation, context)
  return atQuestion(conversation, incoming, context)
}

/**
 * What the words tell, without going on: in a crisis the need is heard all the same. Marks and hopes are not asked for any more: what is written
 * next is heard as it comes.
 */
export function hearQuietly(conversation: Conversation, incoming: Incoming, context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const { talk } = scene
  const hopeful = talk.step === 'scale' || talk.step === 'oneStep' || talk.step === 'helps'
  const answered = hopeful ? undefined : questionAt(talk.step, incoming.choice)?.hear(incoming, scene)
  const heard = answered ?? hearNeed(talk, incoming.text, context) ?? talk
  const step = hopeful ? 'mind' : talk.step
  const spared = scene.urgency.level === 'acute' || hopeful ? passing(heard, 'scale', 'oneStep', 'helps') : heard
  return { ...conversation, talk: remembered(talk, { ...spared, step }) }
}

function atQuestion(conversation: Conversation, incoming: Incoming, context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const { talk } = scene
  const question = questionAt(talk.step, incoming.choice)
  if (question && incoming.choice === 'skip') return proceed(conversation, skipped(talk, question.id), context)
  const corrected = incoming.choice === undefined ? hearCorrection(talk, incoming.text, context) : undefined
  if (corrected) return learned(conversation, corrected, context)
  const answered = question?.hear(incoming, scene)
  if (answered) return learned(conversation, answered, context, question?.id === 'misfit' ? scene.t('talk.misfit.thanks') : undefined)
  if (question?.id === 'mind' && doesNotKnow(incoming.text) && !askedTwice(talk)) return helpToSay(conversation, context)
  if (question && (skips(incoming.text) || doesNotKnow(incoming.text))) return proceed(conversation, skipped(talk, question.id), context)
  const told = incoming.choice === undefined ? (hearNeed(talk, incoming.text, context) ?? ageAlone(talk, incoming.text)) : undefined
  if (told) return learned(conversation, unlessAskedTwice(told, talk), context)
  if (talk.step === 'offers' && saysLittle(incoming)) return ask(conversation, context)
  return notUnderstood(conversation, context)
}

/** "nej", "ved ikke" where nothing was asked: no misunderstanding, only no wish yet. */
const saysLittle = ({ text, choice }: Incoming): boolean =>
  ['yes', 'no', 'dontKnow', 'skip'].includes(choice ?? '') || readYesNo(text) !== undefined || doesNotKnow(text) || skips(text)

/** Buttons of an older question still answer that question. */
function questionAt(step: StepId, choice: string | undefined): Question | undefined {
  const prefix = choice?.split('.')[0]
  const id = prefix === 'who' ? 'who' : prefix === 'theme' ? 'mind' : prefix === 'scale' ? 'scale' : step
  return questions.find(question => question.id === id)
}

function skipped(talk: Talk, id: StepId): Talk {
  const { asking, ...rest } = talk
  if (id === 'clarify' && asking !== undefined) return { ...rest, asked: [...talk.asked, asking] }
  return passing(talk, id)
}

/** On with what was learnt; a short word first that it was heard. */
function learned(conversation: Conversation, talk: Talk, context: TalkContext, thanks?: string): Conversation {
  const scene = sceneOf({ ...conversation, talk }, context)
  const text = thanks ?? acknowledgement(conversation.talk.situation, talk.situation, scene)
  const heard = text === undefined ? conversation : botSays(conversation, [{ text }], context)
  return proceed(heard, talk, context)
}

/** They told something, but not what was asked, for the second time: the question is let go. */
function unlessAskedTwice(told: Talk, before: Talk): Talk {
  return askedTwice(before) ? skipped(told, before.step) : told
}

const askedTwice = ({ past, step }: Talk): boolean => past.at(-1)?.step === step

/** "15" where who or what was asked: an answer all the same. */
function ageAlone(talk: Talk, text: string): Talk | undefined {
  if ((talk.step !== 'who' && talk.step !== 'mind') || talk.situation.age !== undefined || wordCount(text) > 3) return undefined
  const told = readAge(text)
  return told === undefined ? undefined : passing(withSituation(talk, told), 'age')
}

/** Not knowing what to write is no misunderstanding: the themes help to say it. */
function helpToSay(conversation: Conversation, context: TalkContext): Conversation {
  const { talk } = conversation
  const scene = sceneOf(conversation, context)
  const spoken = { text: scene.t('talk.mind.unsure'), choices: [...themeButtons(scene), ...ways(scene)], awaits: 'text' as const }
  return botSays({ ...conversation, talk: remembered(talk, talk) }, [spoken], context)
}

function acknowledgement(before: Situation, after: Situation, { t }: Scene): string | undefined {
  const corrected = (before.age !== undefined && before.age !== after.age) || (before.role !== undefined && before.role !== after.role)
  if (corrected) return t('talk.ack.corrected')
  if (after.words.length === before.words.length) return undefined
  const said = [
    ...new Set(
      after.themes
        .filter(hit => hit.weight >= 0.5 && !before.themes.some(({ theme }) => theme === hit.theme))
        .flatMap(({ words }) => words),
    ),
  ]
  const whole = said.filter(words => words.length > 4 && !said.some(other => other !== words && other.includes(words)))
  const quoted = whole.slice(0, 2).map(words => `“${words}”`)
  const key = quoted.length === 0 ? 'talk.ack.need' : 'talk.ack.words'
  return t(`${key}.${voice(after)}`, { words: quoted.join(t('talk.ack.and')) })
}

/** Never a loop: other words, then the themes and a human, then what is open to all. */
function notUnderstood(conversation: Conversation, context: TalkContext): Conversation {
  const times = conversation.talk.misunderstood + 1
  const { talk } = conversation
  const counted = { ...conversation, talk: { ...(times < 3 ? talk : remembered(talk, talk)), misunderstood: times } }
  const scene = sceneOf(counted, context)
  const { t } = scene
  if (times < 3) return ask(botSays(counted, [{ text: t(`talk.notUnderstood.${times === 1 ? 'once' : 'twice'}`) }], context), context)
  const choices = [...buttons(t, 'human'), ...themeButtons(scene), ...buttons(t, 'offers')]
  if (times === 3)
    return botSays(standing(counted, { step: 'mind' }), [{ text: t('talk.notUnderstood.thrice'), choices, awaits: 'text' }], context)
  if (counted.talk.step !== 'offers') return showOffers(botSays(counted, [{ text: t('talk.notUnderstood.still') }], context), context)
  return botSays(counted, [{ text: t('talk.notUnderstood.thrice'), choices, awaits: 'text' }], context)
}

function atHandover(conversation: Conversation, { text, choice }: Incoming, context: TalkContext): Conversation {
  const { talk } = conversation
  const item = readRemoval(text, choice, conversation, context)
  if (item) return ask({ ...conversation, talk: { ...talk, removed: [...talk.removed, item] } }, context)
  const agreed = choice === undefined ? readYesNo(text) : undefined
  if (choice === 'handover.confirm' || agreed === true) return joinQueue(conversation, context)
  if (choice === 'handover.cancel' || choice === 'skip' || agreed === false) {
    return ask({ ...conversation, talk: backFromHandover(talk) }, context)
  }
  const told = hearNeed(talk, text, context)
  if (!told) return notUnderstood(conversation, context)
  const { t } = sceneOf(conversation, context)
  return ask(botSays({ ...conversation, talk: { ...told, misunderstood: 0 } }, [{ text: t('handoff.added') }], context), context)
}

function atFarewell(conversation: Conversation, { text, choice }: Incoming, context: TalkContext): Conversation {
  const useful = readUseful(text, choice)
  const told = useful === undefined && choice === undefined ? hearNeed(conversation.talk, text, context) : undefined
  if (told) return advance({ ...conversation, talk: remembered(conversation.talk, { ...told, step: 'mind' }) }, context)
  return endedByCitizen({ ...conversation, talk: { ...conversation.talk, ...(useful !== undefined && { useful }) } }, context)
}
