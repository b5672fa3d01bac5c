import { acknowledgement } from './acknowledgement.ts'
import { doesNotKnow, readRole, readScale, readYesNo, skips } from './answers.ts'
import { atSchool } from './atSchool.ts'
import { atSmallStep } from './atSmallStep.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { endedByCitizen } from './ending.ts'
import { hearCorrection } from './hearCorrection.ts'
import { hearNeed } from './hearNeed.ts'
import { asksForMore, asksSomething, looseQuestion } from './intents/looseQuestion.ts'
import { botSays } from './log.ts'
import { advance, ask, proceed, remembered, standing } from './move.ts'
import { otherScript } from './otherScript.ts'
import { wordCount } from './plain.ts'
import { questionAt } from './questionAt.ts'
import { askForHuman, backFromHandover, joinQueue } from './queue.ts'
import { readAgeAnswer } from './readAgeAnswer.ts'
import { buttons, type Scene, sceneOf, ways } from './scene.ts'
import { readUseful } from './steps/farewell.ts'
import { askHandover, asksToRemove, readRemoval } from './steps/handover.ts'
import { themeButtons } from './steps/mind.ts'
import { whyOf } from './steps/misfit.ts'
import { notThese, offersAgain, showOffers, unsureOfThese } from './steps/offers.ts'
import { passing, withSituation } from './steps/question.ts'
import { swearsAtUs } from './swearsAtUs.ts'
import { takenBack } from './takenBack.ts'
import type { StepId, Talk } from './talk.ts'
import { turnedDown } from './turnedDown.ts'
import { knownSelf } from './whoWrites.ts'
import { grantIntent, grantWish } from './wishes.ts'

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
  const late = question?.id === 'mind' ? lateMark(conversation, incoming) : undefined
  if (late) return proceed(conversation, late, context)
  const corrected = incoming.choice === undefined ? hearCorrection(talk, incoming.text, context) : undefined
  if (corrected) return learned(conversation, corrected, context)
  if (incoming.choice === undefined && swearsAtUs(talk, incoming.text, context)) return calmly(conversation, context)
  const asks = incoming.choice === undefined && asksSomething(incoming.text)
  const reply = asks ? answerAside(conversation, incoming, context) : undefined
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
  if (told) return learned(conversation, unlessAskedTwice(told, talk), context)
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

/** On with what was learnt; a short word first that it was heard. */
function learned(conversation: Conversation, talk: Talk, context: TalkContext, thanks?: string): Conversation {
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

/** A question about the chat or what was shown, as far as its words say which; undefined where a need is told in it, or we do not know. */
function answerAside(conversation: Conversation, { text }: Incoming, context: TalkContext): Conversation | undefined {
  const intent = looseQuestion(text)
  const told = intent === undefined ? undefined : hearNeed(conversation.talk, text, context)
  if (intent === undefined || (told && clearlyNew(conversation.talk, told))) return undefined
  return grantIntent(intent, conversation, context)
}

/** A theme, an age or a person that was not known: then more than a question was told. */
const clearlyNew = (before: Talk, { situation: { themes, age, role } }: Talk): boolean =>
  age !== before.situation.age ||
  role !== before.situation.role ||
  themes.some(({ theme, weight }) => weight >= 0.6 && !before.situation.themes.some(known => known.theme === theme))

const needTold = (before: Conversation, { situation }: Talk): boolean => situation.words.length > before.talk.situation.words.length

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

/** Never a loop: other words, then the themes and a human, then what is open to all. */
function notUnderstood(conversation: Conversation, context: TalkContext): Conversation {
  const times = conversation.talk.misunderstood + 1
  const { talk } = conversation
  const counted = { ...conversation, talk: { ...(times < 3 ? talk : remembered(talk, talk)), misunderstood: times } }
  const scene = sceneOf(counted, context)
  const { t } = scene
  const foreign = otherScript(conversation, context)
  if (foreign !== undefined)
    return ask(botSays(counted, [{ text: foreign, choices: buttons(t, 'language.en', 'human') }], context), context)
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
  if (item) return showLess({ ...conversation, talk: { ...talk, removed: [...talk.removed, item] } }, context)
  if (asksToRemove(text) && choice === undefined) return showLess(conversation, context)
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

/** What is left on the card; who gets it and their duty was said before. */
function showLess(conversation: Conversation, context: TalkContext): Conversation {
  const { t } = sceneOf(conversation, context)
  return botSays(conversation, [{ ...askHandover(conversation, context), text: t('handoff.removed') }], context)
}

function atFarewell(conversation: Conversation, { text, choice }: Incoming, context: TalkContext): Conversation {
  const useful = readUseful(text, choice)
  const told = useful === undefined && choice === undefined ? hearNeed(conversation.talk, text, context) : undefined
  if (told) return advance({ ...conversation, talk: remembered(conversation.talk, { ...told, step: 'mind' }) }, context)
  if (useful === 'no') return notHelped(conversation, context)
  return endedByCitizen({ ...conversation, talk: { ...conversation.talk, ...(useful !== undefined && { useful }) } }, context)
}

/** It did not help: nobody is sent off with that. A human, another look, or goodbye. */
function notHelped(conversation: Conversation, context: TalkContext): Conversation {
  const { t } = sceneOf(conversation, context)
  const kept = standing({ ...conversation, talk: { ...conversation.talk, useful: 'no' } }, { step: 'offers' })
  const choices = buttons(t, 'human', 'more', 'tellMore', 'farewell')
  return botSays(kept, [{ text: t('talk.farewell.notHelped'), choices, awaits: 'text' }], context)
}
