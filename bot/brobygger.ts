import { ActivityHandler, EventFactory, type TurnContext } from 'botbuilder'
import { type Rating, ratingFigure } from '../desk/talkFigures.ts'
import type { Conversation, Entry, Incoming } from '../dialogs/conversation.ts'
import { handoffIdOf } from '../dialogs/holder.ts'
import { committed } from './directLine/directLineAdapter.ts'
import { handoffValue } from './hub/handoffValue.ts'
import { kindOf } from './kindOf.ts'
import type { Services } from './services.ts'
import { erase, hear, seenByCitizen, speakIn, start, type Turn } from './turn.ts'
import { withCode } from './withCode.ts'

/** What the edge answers with, left in the turn's state. */
export const outcome = Symbol('what came of the turn')
export interface Outcome {
  id: string
  erased?: boolean
  made?: boolean
}

/** The bot in Bot Framework's words: every channel's activities come in here, and all that is decided is decided in dialogs/. */
export class Brobygger extends ActivityHandler {
  private readonly services: Services

  constructor(services: Services) {
    super()
    this.services = services
  }

  // Overridden, not registered (onMessage and the like): there is one for each, and the SDK's rows of handlers cost more than the rest of its turn.

  protected override async dispatchConversationUpdateActivity({ activity, turnState }: TurnContext): Promise<void> {
    if (!activity.membersAdded?.length) return
    const { municipality, locale }: { municipality: string; locale: 'da' | 'en' } = activity.channelData // as routes/directLine.ts sets it
    const { made } = await start(this.services, { id: activity.conversation.id, municipality, locale })
    turnState.set(outcome, { id: activity.conversation.id, made } satisfies Outcome)
  }

  protected override async onMessageActivity(context: TurnContext): Promise<void> {
    const { activity, turnState } = context
    const incoming: Incoming = activity.channelData // as routes/directLine.ts sets it
    if (incoming.choice === 'erase') return this.erase(context)
    const turn = await hear(this.services, activity.conversation.id, await withCode(this.services, incoming))
    turnState.set(outcome, { id: turn.heard.id } satisfies Outcome)
    turnState.set(committed, turn.replies)
    const { conversation } = turn
    if (turn.replies.length > 0) await context.sendActivities(turn.replies.map(asCommitted))
    if (turn.passed) await this.announce(context, turn)
    if (incoming.choice?.startsWith('rate.') && conversation.rating) await this.count(conversation, conversation.rating)
  }

  /** The answer to the one question, as a count, once for each handoff; that it could not be counted spoils no turn. */
  private async count(conversation: Conversation, rating: Rating): Promise<void> {
    const { municipality, id } = conversation
    try {
      const once = `${handoffIdOf(conversation) ?? id} rating`
      await this.services.counts.add({ municipality, at: this.services.now(), figures: [ratingFigure(rating)], once })
    } catch (error) {
      this.services.log.error({ kind: kindOf(error) }, 'an answer could not be counted')
    }
  }

  /** handoff.initiate with what the citizen agreed to pass on; a hub answers with handoff.status. What another hub does never spoils the turn. */
  private async announce(context: TurnContext, { conversation }: Turn): Promise<void> {
    try {
      const value = handoffValue(conversation, this.services.context(conversation.municipality, conversation.id))
      await context.sendActivity(EventFactory.createHandoffInitiation(context, value))
    } catch (error) {
      this.services.log.error({ kind: kindOf(error) }, 'a handoff was not announced')
    }
  }

  protected override async onTypingActivity({ activity }: TurnContext): Promise<void> {
    this.services.typing.tell({ conversation: activity.conversation.id, from: { who: 'citizen' } })
  }

  protected override async onEventActivity(context: TurnContext): Promise<void> {
    const { name, value, conversation, from } = context.activity
    if (name === 'erase') await this.erase(context)
    else if (name === 'seen' && Number.isSafeInteger(value?.number)) await seenByCitizen(this.services, conversation.id, value.number)
    else if (name === 'locale' && (value === 'da' || value === 'en')) await speakIn(this.services, conversation.id, value)
    else if (name === 'handoff.status' && from?.role !== 'user') this.services.handoffEvents.announce(context.activity)
  }

  private async erase({ activity, turnState }: TurnContext): Promise<void> {
    await erase(this.services, activity.conversation.id)
    turnState.set(outcome, { id: activity.id ?? '', erased: true } satisfies Outcome)
  }
}

/** A line of the log for the adapter to know; whole, with its card, the streams bring it (bot/directLine/activity.ts). */
const asCommitted = ({ number, spoken: { text } }: Entry) => ({ type: 'message', text, channelData: { number } })
