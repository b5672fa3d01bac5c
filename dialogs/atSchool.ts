import { findDistricts } from '../registry/findDistrict.ts'
import type { District } from '../registry/registry.ts'
import { doesNotKnow, readYesNo, skips } from './answers.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { botSays } from './log.ts'
import { ask } from './move.ts'
import { offersCard } from './offerView.ts'
import { sceneOf } from './scene.ts'
import { backToPlace } from './sideStep.ts'
import { askWhichSchool, districtsHere } from './steps/school.ts'

/** One district: kept, and their team comes first from now on. Several: asked once more. None: that is said, and nothing is changed. */
export function atSchool(conversation: Conversation, { text, choice }: Incoming, context: TalkContext): Conversation {
  const scene = sceneOf(conversation, context)
  const here = districtsHere(scene)
  const pressed = here.find(({ id }) => choice === `school.${id}`)
  if (pressed) return inDistrict(conversation, pressed, context)
  if (choice !== undefined || skips(text) || doesNotKnow(text) || readYesNo(text) === false) return back(conversation, context)
  const found = findDistricts(here, conversation.municipality, text)
  const [only] = found
  if (found.length > 1) return botSays(conversation, [askWhichSchool(found, scene)], context)
  if (only) return inDistrict(conversation, only, context)
  return back(botSays(conversation, [{ text: scene.t('districts.unknown') }], context), context)
}

function inDistrict(conversation: Conversation, district: District, context: TalkContext): Conversation {
  const { talk, locale } = conversation
  const placed = { ...conversation, talk: { ...talk, situation: { ...talk.situation, district: district.id } } }
  const { t } = sceneOf(placed, context)
  const teams = context.registry.offers.filter(
    ({ byDistrict, municipality }) => byDistrict === true && municipality === district.municipality,
  )
  const card = teams.length > 0 && { card: offersCard(teams, [], locale, context, placed.talk.situation) }
  return back(botSays(placed, [{ text: t('districts.chosen', { name: district.name }), ...card }], context), context)
}

const back = (conversation: Conversation, context: TalkContext): Conversation =>
  ask({ ...conversation, talk: backToPlace(conversation.talk) }, context)
