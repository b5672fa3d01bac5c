import { answerAside, clearlyNew } from './answerAside.ts'
import { doesNotKnow, readRole, readScale, readYesNo, skips } from './answers.ts'
import { atFarewell } from './atFarewell.ts'
import { atHandover } from './atHandover.ts'
import { atSchool } from './atSchool.ts'
import { atSmallStep } from './atSmallStep.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { hearCorrection } from './hearCorrection.ts'
import { hearNeed } from './hearNeed.ts'
import { asksForMore, asksSomething } from './intents/looseQuestion.ts'
import { learned } from './learned.ts'
import { botSays } from './log.ts'
import { ask, proceed, remembered } from './move.ts'
import { notUnderstood } from './notUnderstood.ts'
import { wordCount } from './plain.ts'
import { questionAt } from './questionAt.ts'
import { askForHuman } from './queue.ts'
import { readAgeAnswer } from './readAgeAnswer.ts'
import { type Scene, sceneOf, ways } from './scene.ts'
import { themeButtons } from './steps/mind.ts'
import { whyOf } from './steps/misfit.ts'
import { notThese, offersAgain, unsureOfThese } from './steps/offers.ts'
import { passing, withSituation } from './steps/question.ts'
import { swearsAtUs } from './swearsAtUs.ts'
import { takenBack } from './takenBack.ts'
import type { StepId, Talk } from './talk.ts'
import { turnedDown } from './turnedDown.ts'
import { knownSelf } from './whoWrites.ts'
import { grantWish } from './wishes.ts'

/** The bot's turn: a wish for the talk itself, an answer to what was asked, something else that was told, or not understood. */
export function converse(conversation: Conversation, incoming: Incoming, context: TalkContext): Conversation {
  const told = takenBack(conversation, incoming, context) ?? withoutTurnedDown(conversation, incoming, context)
  if (told) return told
  const granted = grantWish(conversation, incoming, context)
  if (granted) return granted
  const { step } = conversation.talk
  if (step === 'handover') return atHandover(conversation, incoming, context)
  if (step === 'school') return atSchool(conversation, incoming, context)
  if (step === 'smallStep') return atSmallStep(conversation, incoming, context)
  if (step === 'farewell') return atFarewell(conversation, incoming, context)
  if (step === 'misfit' && whyOf(incoming.text, incoming.choice) === 'talk') return askForHuman(conversation, context)
  return atQuestion(conversation, incoming, context)
}

/** Of what stands there, some is turned down in so many words: it is not asked what does not fit. */
function withoutTurnedDown(conversation: Conversation, { text, choice }: Incoming, context: TalkContext): Conversation | undefined {
  const { talk } = conversation
  if (choice !== undefined || (talk.step !== 'offers' && talk.step !== 'misfit')) return undefined
  const turned = turnedDown(text, conversation, context)
  if (turned === undefined) return undefined
  const left = { ...talk, without: [...new Set([...talk.without, ...turned])] }
  const changes = talk.suggested.some(id => turned.includes(id))
  return learned(conversation, left, context, sceneOf(conversation, context).t(changes ? 'talk.misfit.thanks' : 'talk.ack.more'))
}

function atQuestion(conversation: Conversation, incoming: Incoming, context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const { talk } = scene
  const question = questionAt(talk.step, incoming.choice)
  if (question && incoming.choice === 'skip') return proceed(conversation, skipped(talk, question.id), context)
  const doubted = atErasing(conversation, incoming, context)
  if (doubted) return doubted
  const late = question?.id === 'age' || question?.id === 'scale' ? undefined : lateMark(conversation, incoming)
  if (late) return proceed(conversation, late, context)
  const corrected = incoming.choice === undefined ? hearCorrection(talk, incoming.text, context) : undefined
  if (corrected) return learned(conversation, corrected, context)
  if (incoming.choice === undefined && swearsAtUs(talk, incoming.text, context)) return calmly(conversation, context)
  const asks = incoming.choice === undefined && asksSomething(incoming.text)
  const reply = asks ? answerAside(conversation, incoming.text, context) : undefined
  if (reply) return reply
  const answered = question?.hear(incoming, scene)
  if (answered) return learned(conversation, answered, context, question?.id === 'misfit' ? scene.t('talk.misfit.thanks') : undefined)
  // "nej", "ja" where the need is known and nothing more is told: on.
  if (question?.id === 'mind' && question.known(talk) && saysLittle(incoming)) return proceed(conversation, talk, context)
  if (question?.id === 'mind' && doesNotKnow(incoming.text) && !askedTwice(talk)) return helpToSay(conversation, context)
  if (question && (skips(incoming.text) || doesNotKnow(incoming.text))) return proceed(conversation, skipped(talk, question.id), context)
  const told =
    incoming.choice === undefined
      ? (hearNeed(talk, incoming.text, context) ?? ageAlone(talk, incoming.text) ?? roleAlone(talk, incoming.text))
      : undefined
  if (talk.step === 'offers' && asks && !(told && (clearlyNew(talk, told) || asksForMore(incoming.text))))
    return botSays(conversation, [{ ...offersAgain(scene), text: scene.t('about.notKnown') }], context)
  // A fact is asked once: who tells something else then has answered.
  if (told) return learned(conversation, talk.step === 'clarify' ? skipped(told, 'clarify') : unlessAskedTwice(told, talk), context)
  if (talk.step === 'offers' && saysLittle(incoming)) return botSays(conversation, [offersWhere(incoming, scene)], context)
  return notUnderstood(conversation, context)
}

/** "nej" or "ja" to whether all should go: a word does not erase, the button does; nor is it an answer to the question before. */
function atErasing(conversation: Conversation, incoming: Incoming, context: TalkContext): Conversation | undefined {
  const last = conversation.log.findLast(({ from }) => from.who !== 'citizen')?.spoken
  if (incoming.choice !== undefined || last?.choices?.[0]?.value !== 'erase') return undefined
  const agreed = readYesNo(incoming.text)
  if (agreed === undefined || wordCount(incoming.text) > 3) return undefined
  if (!agreed) return ask(conversation, context)
  return botSays(conversation, [{ ...last, text: sceneOf(conversation, context).t('talk.erasePress') }], context)
}

/** A help card came between: the mark that was asked for before it, told now. */
function lateMark({ log, talk }: Conversation, { text, choice }: Incoming): Talk | undefined {
  if (choice !== undefined || talk.situation.scale !== undefined || wordCount(text) > 3 || !/\d/.test(text)) return undefined
  const mark = log.some(({ spoken }) => spoken.awaits === 'scale') ? readScale(text) : undefined
  return mark === undefined ? undefined : passing(withSituation(talk, { scale: mark }), 'scale')
}

/** No, or not yet, to what was shown. */
function offersWhere(incoming: Incoming, scene: Scene) {
  if (saysNo(incoming)) return notThese(scene)
  return doesNotKnow(incoming.text) || incoming.choice === 'dontKnow' ? unsureOfThese(scene) : offersAgain(scene)
}

/** "nej", "ved ikke" where nothing was asked: no misunderstanding, only no wish yet. */
const saysLittle = ({ text, choice }: Incoming): boolean =>
  ['yes', 'no', 'dontKnow', 'skip'].includes(choice ?? '') || readYesNo(text) !== undefined || doesNotKnow(text) || skips(text)

const saysNo = ({ text, choice }: Incoming): boolean => choice === 'no' || readYesNo(text) === false

function calmly(conversation: Conversation, context: TalkContext): Conversation {
  const { t } = sceneOf(conversation, context)
  return ask(botSays(conversation, [{ text: t('talk.ack.angry') }], context), context)
}

function skipped(talk: Talk, id: StepId): Talk {
  const { asking, ...rest } = talk
  if (id === 'clarify' && asking !== undefined) return { ...rest, asked: [...talk.asked, asking] }
  return passing(talk, id)
}

/** They told something, but not what was asked, for the second time: the question is let go. */
function unlessAskedTwice(told: Talk, before: Talk): Talk {
  return askedTwice(before) ? skipped(told, before.step) : told
}

const askedTwice = ({ past, step }: Talk): boolean => past.at(-1)?.step === step

/** "15" where who or what was asked: an answer all the same. */
function ageAlone(talk: Talk, text: string): Talk | undefined {
  if ((talk.step !== 'who' && talk.step !== 'mind') || talk.situation.age !== undefined || wordCount(text) > 3) return undefined
  const told = readAgeAnswer(text)
  return told === undefined ? undefined : passing(knownSelf(withSituation(talk, told)), 'age')
}

/** "mig selv" when that is no longer asked: it is taken in, and the question of now is asked again. */
function roleAlone(talk: Talk, text: string): Talk | undefined {
  const role = wordCount(text) > 4 || talk.step === 'helps' || talk.step === 'oneStep' ? undefined : readRole(text)
  return role === undefined ? undefined : passing(withSituation(talk, { role }), 'who')
}

/** Not knowing what to write is no misunderstanding: the themes help to say it. */
function helpToSay(conversation: Conversation, context: TalkContext): Conversation {
  const { talk } = conversation
  const scene = sceneOf(conversation, context)
  const spoken = { text: scene.t('talk.mind.unsure'), choices: [...themeButtons(scene), ...ways(scene)], awaits: 'text' as const }
  return botSays({ ...conversation, talk: remembered(talk, talk) }, [spoken], context)
}
