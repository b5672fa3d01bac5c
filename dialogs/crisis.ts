import { translator } from '../locales/translate.ts'
import { aboutWhom } from './aboutWhom.ts'
import { besideQuestion } from './besideQuestion.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Entry, Incoming } from './conversation.ts'
import { intentOf } from './intentOf.ts'
import type { Intent } from './intents/intent.ts'
import { openLines } from './openLines.ts'
import { wordCount } from './plain.ts'
import { buttons } from './scene.ts'
import { ofSmallChild } from './smallChild.ts'
import type { Spoken } from './spoken.ts'
import { calm, type Level, type RiskKind, type Urgency } from './urgency.ts'

/** What was heard of danger, and what to say about it: nothing, the whole card, or its shorter form. */
export interface Heard {
  urgency: Urgency
  say: 'nothing' | 'card' | 'again'
  /** The check itself failed: the card is shown, and the talk goes on as if nothing was heard. */
  failed: boolean
}

/** Checks every message, in every state, before anything else. Fails closed: when the check throws, help is shown. */
export function hearDanger(conversation: Conversation, incoming: Incoming, context: TalkContext): Heard {
  const { text } = incoming
  if (isOurWording(conversation, incoming)) return { urgency: calm, say: 'nothing', failed: false }
  try {
    const wrote = ({ from, spoken, choice }: Entry) =>
      from.who === 'citizen' && !isOurWording(conversation, { text: spoken.text, ...(choice !== undefined && { choice }) })
    const from = conversation.urgency.takenBack ?? 0
    const own = conversation.log.filter(entry => entry.number > from && wrote(entry)).slice(-partsHeard)
    const asks = (words: string) => asksOnly(words, conversation, context)
    if (asks(text)) return ofQuestion(context.assess([text]), conversation)
    const before = own.filter(({ spoken }) => !asks(spoken.text)).slice(-2)
    const age = () => context.matcher.understand(text).age ?? conversation.talk.situation.age
    const said = [...before.map(({ spoken }) => spoken.text), text]
    const together = ofSmallChild(gravest(context.assess(said), besideQuestion(text), context), said.join(' '), age)
    const alone = () => ofSmallChild(context.assess([text]), text, age)
    const urgency = aboutWhom(together, text, () => context.matcher.understand(text).role ?? conversation.talk.situation.role)
    return { urgency, say: toSay(conversation, urgency, alone), failed: false }
  } catch {
    return { urgency: { ...calm, level: 'concern' }, say: 'card', failed: true }
  }
}

/** So many of their last messages are looked through for the two that a story told in parts may stand in. */
const partsHeard = 5

/**
 * "hvad koster det?", "kan skolen se det?": every word of it belongs to the question, so it is no part of a story told in pieces. It is heard like
 * everything else, and by itself; what no rule names in it is not there.
 */
function ofQuestion(urgency: Urgency, conversation: Conversation): Heard {
  const heard = urgency.surmised === true ? calm : urgency
  return { urgency: heard, say: toSay(conversation, heard, () => heard), failed: false }
}

/** Asks about the chat or an offer; and where nothing was heard of danger so far, thanks, takes leave or wants something else. */
function asksOnly(text: string, conversation: Conversation, context: TalkContext): boolean {
  const intent = intentOf(conversation, text, context)
  if (intent === undefined) return false
  const begun = conversation.log.some(({ from }) => from.who === 'citizen')
  return questions.has(intent) || (begun && conversation.urgency.level === 'none' && ofTheTalk.has(intent))
}
const questions: ReadonlySet<Intent> = new Set<Intent>([
  'human',
  'danish',
  'english',
  'privacy',
  'offers',
  'more',
  'keep',
  'status',
  'greeting',
  'cost',
  'hours',
  'along',
  'where',
  'wait',
  'next',
  'write',
  'door',
])
const ofTheTalk: ReadonlySet<Intent> = new Set<Intent>(['thanks', 'farewell', 'misfit', 'back', 'startOver', 'help'])

/** The graver of the whole and of what is told beside a practical question. */
function gravest(whole: Urgency, beside: string | undefined, { assess }: TalkContext): Urgency {
  if (beside === undefined || whole.level === 'acute') return whole
  const told = assess([beside])
  return graver(whole.level, told.level) === whole.level ? whole : told
}

/**
 * A button pressed with the words we gave it, in the talk or on a card ("Fjern Alder"): nobody's own words. What a theme's button says may be
 * danger, and is heard.
 */
function isOurWording({ log }: Conversation, { text, choice }: Incoming): boolean {
  if (choice === undefined || choice.startsWith('theme.')) return false
  return log.some(
    ({ from, spoken }) =>
      from.who !== 'citizen' &&
      (spoken.choices?.some(({ value, title }) => value === choice && title === text) || takesOff(spoken, choice, text)),
  )
}

/** "Fjern Alder": one word of the page's, and the label as it stands on the card. */
function takesOff({ card }: Spoken, choice: string, text: string): boolean {
  if (card?.type !== 'handover') return false
  const item = card.items.find(({ id }) => choice === `handover.remove.${id}`)
  return item !== undefined && text.endsWith(item.label) && wordCount(text.slice(0, -item.label.length)) <= 1
}

/** The conversation with the gravest level and all kinds heard so far; a level never falls. */
export function withUrgency(conversation: Conversation, { level, kinds, surmised }: Urgency): Conversation {
  const { urgency, talk } = conversation
  if (level === 'none') return conversation
  const helped = [...new Set([...talk.helped, ...marks(level, kinds)])]
  const all = [...new Set([...urgency.kinds, ...kinds])]
  const unnamed = surmised === true && (urgency.level === 'none' || urgency.surmised === true)
  return {
    ...conversation,
    urgency: { level: graver(urgency.level, level), kinds: all, ...(unnamed && { surmised }) },
    talk: { ...talk, helped },
  }
}

/** Fixed, reviewed text for the class, the lines that help now, and a human first. The talk is not over: there is always a way on. */
export function helpNow({ urgency, say }: Heard, conversation: Conversation, context: TalkContext): Spoken {
  const t = translator(conversation.locale)
  const { level, kinds } = urgency
  const text = say === 'again' ? t(`crisis.again.${urgency.about}`) : t(`crisis.${classOf(urgency)}.${urgency.about}`)
  const { human, choices } = withHuman(conversation, level, context)
  return {
    text: [text, t('crisis.notSeen'), ...(human === undefined ? [] : [t(human)])].join(' '),
    card: { type: 'help', level, kinds, lines: openLines(urgency, context, conversation) },
    ...(choices.length > 0 && { choices: buttons(t, ...choices) }),
    awaits: 'text',
    urgent: true,
  }
}

/** The lines once more, for one who asks what to do after what was heard before. */
export function helpAgain(conversation: Conversation, context: TalkContext): Spoken {
  const { role } = conversation.talk.situation
  const about = role === undefined || role === 'young' ? 'self' : 'other'
  return helpNow({ urgency: { ...conversation.urgency, about, because: [] }, say: 'again', failed: false }, conversation, context)
}

/** The likeliest of the kinds decides the words, but a body in danger now goes first. Each has its text in locales/<lang>/crisis.json, also in the third person. */
export function classOf({ level, kinds }: Pick<Urgency, 'level' | 'kinds'>): string {
  const acute = level === 'acute'
  const kind = (acute ? bodies.find(one => kinds.includes(one)) : undefined) ?? kinds[0]
  if (kind === undefined) return 'unsure'
  const [now, worry] = byLevel[kind] ?? [kind, kind]
  return acute ? now : worry
}

/** Where danger now and a worry need other words. */
const byLevel: Partial<Record<RiskKind, [acute: string, concern: string]>> = {
  suicide: ['suicidePlan', 'suicideThoughts'],
  overdose: ['overdose', 'substances'],
  danger: ['danger', 'unsafe'],
  runaway: ['runaway', 'leaving'],
}

/** Where minutes count. */
const bodies: RiskKind[] = ['overdose', 'danger']

/** A card is not repeated word for word: only where the level rises or a kind is new; acute again gets the shorter form. */
function toSay({ talk, log }: Conversation, together: Urgency, alone: () => Urgency): Heard['say'] {
  if (together.level === 'none') return 'nothing'
  const known = marks(together.level, together.kinds).every(
    mark => talk.helped.includes(mark) || talk.helped.includes(mark.replace('concern', 'acute')),
  )
  if (!known) return 'card'
  const own = alone()
  if (own.level === 'acute') return 'again'
  // Such thoughts told once more, after something else was said, are not met with the next question.
  const last = log.findLast(({ from }) => from.who !== 'citizen')
  return own.level === 'concern' && own.kinds.includes('suicide') && last?.spoken.urgent !== true ? 'again' : 'nothing'
}

const marks = (level: Level, kinds: RiskKind[]): string[] => (kinds.length === 0 ? ['unsure'] : kinds).map(kind => `${level}.${kind}`)

/** Who offers the human depends on who has the word. */
function withHuman({ holder, ended }: Conversation, level: Level, { counsellors }: TalkContext): { human?: string; choices: string[] } {
  if (ended) return { human: 'crisis.humanAnew', choices: ['new'] }
  if (holder.who === 'counsellor') return { choices: [] }
  if (holder.who === 'queue') return { human: 'crisis.inQueue', choices: ['status', 'withdraw'] }
  const way = level === 'acute' ? 'human.now' : 'human'
  return { human: counsellors.present > 0 ? 'crisis.human' : 'crisis.humanAway', choices: [way, 'continue'] }
}

const graver = (a: Level, b: Level): Level => (order.indexOf(a) >= order.indexOf(b) ? a : b)
const order: Level[] = ['none', 'concern', 'acute']
