import type { Rule } from '../../registry/rule.ts'
import type { Situation } from '../../registry/situation.ts'
import type { TalkContext } from '../context.ts'
import type { Conversation } from '../conversation.ts'
import { botSays } from '../log.ts'
import { matchOptions } from '../matchOptions.ts'
import { offersCard } from '../offerView.ts'
import { buttons, type Scene, sceneOf, voice } from '../scene.ts'
import type { Spoken } from '../spoken.ts'
import { teamFirst } from '../teamFirst.ts'
import { schoolWay } from './school.ts'
import { smallStepWay } from './smallStep.ts'

/** Up to three offers with reasons, and what almost fits. Nothing that fits is never the end: near misses, a human and other words are there. */
export function showOffers(conversation: Conversation, context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const { situation } = scene.talk
  const { matches, nearMisses } = context.matcher.match(situation, matchOptions(scene.talk, scene.urgency, context))
  const result = { matches: teamFirst(matches, conversation, context), nearMisses }
  return present(conversation, result, context, result.matches.length > 0 ? found(situation) : 'talk.offers.none')
}

const found = (situation: Situation) => (situation.role === 'professional' ? 'professional.found' : `talk.offers.found.${voice(situation)}`)

/** The same once more for what was told behind them: only where it changes the offers is their card shown again. */
export function showChanged(conversation: Conversation, context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const shown = showOffers(conversation, context)
  const isLast = conversation.log.findLast(({ spoken }) => spoken.card !== undefined)?.spoken.card?.type === 'offers'
  if (!isLast || shown.talk.suggested.join() !== scene.talk.suggested.join()) return shown
  const spoken = { ...offersAgain(sceneOf(shown, context)), text: scene.t('talk.offers.unchanged') }
  return botSays({ ...shown, log: conversation.log }, [spoken], context)
}

/** The next ones, none of which was shown. */
export function showMore(conversation: Conversation, context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const { talk } = scene
  const options = matchOptions(talk, scene.urgency, context)
  const without = new Set([...talk.without, ...talk.shown])
  const { matches } = context.matcher.match(talk.situation, { ...options, without })
  if (matches.length === 0) return botSays(conversation, [{ ...offersAgain(scene), text: scene.t('talk.offers.noMore') }], context)
  return present(conversation, { matches, nearMisses: [] }, context, 'talk.offers.more')
}

/** What one can do with the offers; asked after anything else was answered. */
export const offersAgain = (scene: Scene): Spoken => ({
  text: scene.t('talk.offers.again'),
  choices: buttons(scene.t, ...waysOn(scene)),
  awaits: 'text',
})

function waysOn(scene: Scene): string[] {
  if (scene.talk.situation.role === 'professional') return [...guides, ...schoolWay(scene), ...forProfessionals]
  const [first = '', ...rest] = scene.talk.suggested.length > 0 ? withOffers : withoutOffers
  return [first, ...smallStepWay(scene), ...schoolWay(scene), ...rest]
}

/** "nej" to what was shown is no misunderstanding: what else there is, said once more. */
export const notThese = (scene: Scene): Spoken => ({ ...offersAgain(scene), text: scene.t('talk.offers.notThese') })

/** "ved ikke" to what was shown: nothing must be decided now. */
export const unsureOfThese = (scene: Scene): Spoken => ({ ...offersAgain(scene), text: scene.t('talk.offers.unsure') })

const withOffers = ['keep', 'more', 'misfit', 'human', 'farewell']
const guides = ['guide.sparring', 'guide.parents', 'guide.duty']
const forProfessionals = ['keep', 'more', 'human', 'farewell']
const withoutOffers = ['tellMore', 'human', 'farewell']

function present(
  conversation: Conversation,
  { matches, nearMisses }: ReturnType<TalkContext['matcher']['match']>,
  context: TalkContext,
  key: string,
): Conversation {
  const { talk, locale } = conversation
  const suggested = matches.map(({ offer }) => offer.id)
  const shown = [...new Set([...talk.shown, ...suggested])]
  const { asking, ...rest } = talk
  const standing = { ...conversation, talk: { ...rest, step: 'offers' as const, suggested, shown } }
  const scene = sceneOf(standing, context)
  const near = nearMisses.filter(({ stoppedBy }) => !outOfReach(stoppedBy, talk.situation.age))
  const card = offersCard(matches, near, locale, context, talk.situation)
  const nothing = matches.length === 0 && near.length === 0
  const again = offersAgain(scene)
  const spoken: Spoken = { ...again, text: scene.t(key, { count: matches.length }), ...(!nothing && { card }) }
  return botSays(standing, [spoken], context)
}

/** Nobody can open a door to what one is too old for, or years too young: that is only a no. */
function outOfReach(rule: Rule, age: number | undefined): boolean {
  if (age === undefined) return false
  if ('age' in rule) return (rule.age.to !== undefined && age >= rule.age.to) || age < (rule.age.from ?? 0) - nearlyOld
  return 'all' in rule && rule.all.some(part => outOfReach(part, age))
}
const nearlyOld = 2
