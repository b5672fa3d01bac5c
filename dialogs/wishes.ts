import { type About, aboutOffers, anonymousAt } from './aboutOffers.ts'
import { worded } from './channelWords.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { helpAgain } from './crisis.ts'
import { endedByCitizen } from './ending.ts'
import { freshTalk } from './freshTalk.ts'
import { type GuideTopic, guide } from './guide.ts'
import { intentOf } from './intentOf.ts'
import { asksIfHuman } from './intents/human.ts'
import type { Intent } from './intents/intent.ts'
import { keepCard } from './keepCard.ts'
import { changeLanguage } from './language.ts'
import { botSays } from './log.ts'
import { advance, ask, remembered, standing, wentBack } from './move.ts'
import { plain } from './plain.ts'
import { askForHuman, joinQueue } from './queue.ts'
import { buttons, sceneOf } from './scene.ts'
import { offersAgain, showMore, showOffers } from './steps/offers.ts'
import { passing } from './steps/question.ts'
import { districtsHere } from './steps/school.ts'

/** Grants what is asked of the talk itself, at any point and in any wording. undefined: it was an answer, or a need. */
export function grantWish(conversation: Conversation, incoming: Incoming, context: TalkContext): Conversation | undefined {
  const { choice, text } = incoming
  if (choice !== undefined) {
    if (choice.startsWith('keep.')) return keep(conversation, [choice.slice('keep.'.length)], context)
    return Object.hasOwn(byChoice, choice) ? byChoice[choice]?.(conversation, context) : undefined
  }
  const intent = intentOf(conversation, text, context)
  return intent === undefined ? undefined : grantIntent(intent, conversation, context)
}

export function grantIntent(intent: Intent, conversation: Conversation, context: TalkContext): Conversation | undefined {
  return allowed(intent, conversation) ? byIntent[intent]?.(conversation, context) : undefined
}

/** A button that means the same wherever the talk stands: pressed late, on an older card, it is heard all the same. */
export const isWish = (choice: string): boolean =>
  Object.hasOwn(byChoice, choice) || choice.startsWith('keep.') || choice === 'erase' || choice === 'new'

type Grant = (conversation: Conversation, context: TalkContext) => Conversation

/** Wishes about offers make sense where offers were shown; elsewhere the same words are an answer. */
function allowed(intent: Intent, { talk }: Conversation): boolean {
  if (intent === 'sparring' || intent === 'parents') return talk.situation.role === 'professional'
  if (intent === 'more' || intent === 'misfit' || intent === 'keep') return talk.shown.length > 0
  return true
}

const human: Grant = (conversation, context) => askForHuman(conversation, context)

/** Something is said, and then what was being asked is asked again: a question in between costs nothing. */
const between =
  (key: string): Grant =>
  (conversation, context) => {
    const { t } = sceneOf(conversation, context)
    return ask(botSays(conversation, [{ text: t(worded(conversation, key), { hours: context.takenKeptHours ?? 24 }) }], context), context)
  }

const offers: Grant = (conversation, context) => {
  const talk = passing(conversation.talk, 'who', 'age', 'mind', 'hopes', 'scale', 'oneStep', 'works', 'helps')
  return showOffers({ ...conversation, talk: remembered(conversation.talk, talk) }, context)
}

const back: Grant = (conversation, context) => {
  const talk = wentBack(conversation.talk)
  if (talk) return ask({ ...conversation, talk }, context)
  const { t } = sceneOf(conversation, context)
  return ask(botSays(conversation, [{ text: t('talk.atStart') }], context), context)
}

const startOver: Grant = (conversation, context) => {
  const { t } = sceneOf(conversation, context)
  const { helped } = conversation.talk
  const talk = { ...freshTalk(conversation.municipality, context), helped }
  return advance(botSays({ ...conversation, talk }, [{ text: t('talk.startedOver') }], context), context)
}

const help: Grant = (conversation, context) => {
  const { t, locale } = sceneOf(conversation, context)
  // "hvad skal jeg gøre?" under a help card asks for help, and not how a chat works.
  if (conversation.log.findLast(({ from }) => from.who !== 'citizen')?.spoken.urgent === true)
    return botSays(conversation, [helpAgain(conversation, context)], context)
  const other = locale === 'da' ? 'language.en' : 'language.da'
  const choices = buttons(t, 'human', 'continue', 'offers', 'back', 'startOver', other, 'erase')
  return botSays(conversation, [{ text: t('talk.help'), choices, awaits: 'text' }], context)
}

const erase: Grant = (conversation, context) => {
  const { t } = sceneOf(conversation, context)
  return botSays(
    conversation,
    [{ text: t(worded(conversation, 'talk.erase')), choices: buttons(t, 'erase', 'continue', 'human') }],
    context,
  )
}

const misfit: Grant = (conversation, context) =>
  ask({ ...conversation, talk: remembered(conversation.talk, { ...conversation.talk, step: 'misfit' }) }, context)

/** Into a step that leads back to where one stands. Pressed again there, it is asked again. */
const asideTo =
  (step: 'school' | 'smallStep'): Grant =>
  (conversation, context) => {
    const { talk } = conversation
    if (step === 'school' && districtsHere({ talk, context }).length === 0) return ask(conversation, context)
    return ask(talk.step === step ? conversation : { ...conversation, talk: remembered(talk, { ...talk, step }) }, context)
  }

const farewell: Grant = (conversation, context) =>
  // Asked once: whoever said that it did not help is not asked again.
  conversation.talk.useful !== undefined
    ? endedByCitizen(conversation, context)
    : ask({ ...conversation, talk: remembered(conversation.talk, { ...conversation.talk, step: 'farewell' }) }, context)

/** On with the talk: out of a side step to the next question or the offers; from anywhere else the same question again. */
const goOn: Grant = (stood, context) => {
  const conversation = afterHelp(stood, context)
  const { step } = conversation.talk
  if (step === 'farewell' || step === 'misfit' || step === 'handover' || step === 'school' || step === 'smallStep') {
    const { talk } = conversation
    const place = talk.past.at(-1)
    return ask(standing(conversation, { step: place?.step ?? 'offers', past: talk.past.slice(0, -1) }), context)
  }
  return step === 'offers' ? ask(conversation, context) : advance(conversation, context)
}

/** After the lines of a help card nobody is asked the next question without a word between. */
function afterHelp(conversation: Conversation, context: TalkContext): Conversation {
  const last = conversation.log.findLast(({ from }) => from.who !== 'citizen')
  if (last?.spoken.urgent !== true) return conversation
  const { t } = sceneOf(conversation, context)
  return botSays(conversation, [{ text: t('talk.ack.stay') }], context)
}

function keep(conversation: Conversation, ids: readonly string[], context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const card = keepCard(conversation, ids, context)
  return botSays(conversation, [{ text: scene.t('talk.keep'), card, choices: offersAgain(scene).choices ?? [], awaits: 'text' }], context)
}

const keepAll: Grant = (conversation, context) => keep(conversation, conversation.talk.suggested, context)

/** Fixed answers for professionals; on the duty for anyone. */
const guideOn =
  (topic: GuideTopic): Grant =>
  (conversation, context) =>
    guide(conversation, topic, context)

/** Who can see this; and where else they need not say who they are. */
const privacy: Grant = (conversation, context) => {
  const { t } = sceneOf(conversation, context)
  const here = t(worded(conversation, 'talk.privacy'), { hours: context.takenKeptHours ?? 24 })
  const there = anonymousAt(conversation, context)
  return ask(botSays(conversation, [{ text: there === undefined ? here : `${here} ${there}` }], context), context)
}

/** Of what was shown, or of the chat itself. */
const about =
  (what: About): Grant =>
  (conversation, context) =>
    aboutOffers(conversation, what, context)

const tellMore: Grant = (conversation, context) => {
  const asked = standing(conversation, { step: 'mind' })
  return ask({ ...asked, talk: { ...asked.talk, past: remembered(conversation.talk, asked.talk).past } }, context)
}

const byIntent: Record<Intent, Grant | undefined> = {
  human,
  offers,
  back,
  startOver,
  help,
  erase,
  misfit,
  farewell,
  more: showMore,
  keep: keepAll,
  danish: (conversation, context) => changeLanguage(conversation, 'da', context),
  english: (conversation, context) => changeLanguage(conversation, 'en', context),
  areYouHuman: (conversation, context) => {
    const asked = conversation.log.findLast(({ from }) => from.who === 'citizen')?.spoken.text ?? ''
    return between(asksIfHuman(plain(asked)) ? 'talk.machine' : 'talk.machineIs')(conversation, context)
  },
  privacy,
  thanks: between('talk.thanks'),
  greeting: between('talk.greeting'),
  sparring: guideOn('sparring'),
  parents: guideOn('parents'),
  duty: guideOn('duty'),
  cost: about('cost'),
  hours: about('hours'),
  along: about('along'),
  where: about('where'),
  wait: about('wait'),
  next: about('next'),
  write: about('write'),
  door: about('door'),
  // Nobody waits: it is asked of what was shown.
  status: about('wait'),
  withdraw: undefined,
}

const byChoice: Record<string, Grant> = {
  human,
  'human.now': (conversation, context) =>
    conversation.urgency.level === 'acute' && context.counsellors.present > 0
      ? joinQueue(conversation, context)
      : askForHuman(conversation, context),
  'handover.wait': (conversation, context) => askForHuman(conversation, context, true),
  offers,
  back,
  startOver,
  help,
  misfit,
  'misfit.talk': human,
  farewell,
  more: showMore,
  keep: keepAll,
  tellMore,
  'guide.sparring': guideOn('sparring'),
  'guide.parents': guideOn('parents'),
  'guide.duty': guideOn('duty'),
  school: asideTo('school'),
  smallStep: asideTo('smallStep'),
  continue: goOn,
  stay: goOn,
  'language.da': byIntent.danish!,
  'language.en': byIntent.english!,
}
