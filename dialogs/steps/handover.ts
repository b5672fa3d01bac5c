import type { TalkContext } from '../context.ts'
import type { Conversation } from '../conversation.ts'
import { handoverCard } from '../handoverCard.ts'
import { plain } from '../plain.ts'
import { buttons, sceneOf } from '../scene.ts'
import type { HandoverItemId, Spoken } from '../spoken.ts'
import { whoComes } from '../whoComes.ts'
import { schoolWay } from './school.ts'

/** Before a counsellor joins: who that is, the duty to notify, and exactly what is passed on. */
export function askHandover(conversation: Conversation, context: TalkContext): Spoken {
  const scene = sceneOf(conversation, context)
  const { t, locale } = scene
  return {
    text: whoComes(t, context),
    card: handoverCard(conversation, locale, context),
    choices: buttons(t, 'handover.confirm', ...schoolWay(scene), 'handover.cancel'),
    awaits: 'text',
  }
}

/** "fjern min alder", whether it stands on the card or not. */
export const asksToRemove = (text: string): boolean =>
  /^(fjern|slet|tag|skjul|uden|remove|delete|hide|without|drop|take)\b/.test(plain(text))

/** Which item of the card the citizen wants off: by its button, or "fjern min alder". */
export function readRemoval(
  text: string,
  choice: string | undefined,
  conversation: Conversation,
  context: TalkContext,
): HandoverItemId | undefined {
  const { items } = handoverCard(conversation, conversation.locale, context)
  const removable = items.filter(item => item.removable)
  const pressed = removable.find(({ id }) => choice === `handover.remove.${id}`)
  if (pressed) return pressed.id
  if (!asksToRemove(text)) return undefined
  const said = plain(text)
  return removable.find(
    ({ label }) =>
      said.includes(plain(label)) ||
      plain(label)
        .split(' ')
        .some(word => word.length > 3 && said.includes(word)),
  )?.id
}
