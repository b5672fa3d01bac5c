import type { Entry } from '../../dialogs/conversation.ts'
import { isWish } from '../../dialogs/wishes.ts'
import { type Locale, translator } from '../../locales/translate.ts'
import type { Element } from '../adaptiveCard.ts'
import type { Services } from '../services.ts'
import { cardState, plainCard, pressId } from './card.ts'
import type { Did } from './incoming.ts'
import { cardNow } from './outgoing.ts'
import type { createTurns, Met, Parts } from './turns.ts'

/** What an invoke is answered with. */
export interface Invoked {
  status: number
  body: { statusCode: number; type: string; value: unknown }
}

/** Milliseconds: Teams waits for about fifteen seconds. */
const patience = 8000

/** A card that was pressed, or came into view: what it is to look like from now on. */
export function createCardActions(services: Services, turns: ReturnType<typeof createTurns>, { website }: Parts) {
  return (met: Met, did: Extract<Did, { what: 'pressed' | 'looked' }>): Promise<Invoked> => {
    const late = new Promise<Invoked>(resolve => setTimeout(() => resolve(failed(met.conversation.locale)), patience).unref())
    return Promise.race([act(met, did), late])
  }

  async function act(met: Met, did: Extract<Did, { what: 'pressed' | 'looked' }>): Promise<Invoked> {
    const { conversation } = met
    const entry = conversation.log.find(({ id }) => id === did.line)
    const { locale } = conversation
    const t = translator(locale)
    const choice = did.what === 'pressed' ? did.choice : undefined
    if (entry === undefined) return shows(plainCard(t(met.made ? 'teams.card.begun' : 'teams.card.gone'), locale))
    if (choice === 'erase') {
      await turns.eraseAll(met)
      return shows(plainCard(t('teams.erased'), locale))
    }
    const state = cardState(conversation, entry)
    const title = choice === undefined ? undefined : titleOf(entry, choice, locale)
    const heard = title !== undefined && choice !== undefined && (state.is === 'open' || (state.is === 'past' && isWish(choice)))
    if (heard) await turns.say(met, { text: title, choice, clientId: pressId(entry.id) })
    return shows(await asItIs(met, entry))
  }

  async function asItIs({ address, conversation }: Met, entry: Entry): Promise<Element> {
    const now = (await services.conversations.read(address.conversation))?.value
    if (now === undefined) return plainCard(translator(conversation.locale)('teams.card.gone'), conversation.locale)
    return cardNow(now, entry, { citizen: address.reference.citizen, website })
  }
}

const shows = (card: Element): Invoked => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card },
})

/** Said on the card, which stays as it is. */
export const failed = (locale: Locale): Invoked => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: translator(locale)('teams.card.away') },
})

/** What the button says; undefined: there is no such button on the card. */
function titleOf({ spoken: { choices = [], card } }: Entry, choice: string, locale: Locale): string | undefined {
  const button = choices.find(({ value }) => value === choice)
  if (button) return button.title
  const items = card?.type === 'handover' ? card.items : []
  const item = items.find(({ id, removable }) => removable && choice === `handover.remove.${id}`)
  return item && translator(locale)('teams.card.removed', { label: item.label })
}
