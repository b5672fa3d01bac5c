import { type Activity, BotAdapter, type ConversationReference, type ResourceResponse, TurnContext } from 'botbuilder'
import type { Entry } from '../../dialogs/conversation.ts'
import type { Services } from '../services.ts'

/** What the turn committed, for the adapter to know its activities by. */
export const committed = Symbol('what the turn committed')

/**
 * Carries turns between Direct Line and the bot. A message was committed to the conversation's log before it is sent here, and the streams
 * deliver the log by its watermark: so sending is done when it is called, and what was not committed is refused.
 */
export class DirectLineAdapter extends BotAdapter {
  private readonly services: Pick<Services, 'typing' | 'handoffEvents'>

  constructor(services: Pick<Services, 'typing' | 'handoffEvents'>) {
    super()
    this.services = services
  }

  /** Runs one activity through the bot; what the bot left in the turn's state is there afterwards. */
  async process(activity: Partial<Activity>, bot: (context: TurnContext) => Promise<void>): Promise<TurnContext> {
    const context = new TurnContext(this, activity)
    await this.runMiddleware(context, bot)
    return context
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const entries: Entry[] = context.turnState.get(committed) ?? []
    return activities.map(activity => ({ id: this.send(activity, entries) }))
  }

  private send(activity: Partial<Activity>, entries: Entry[]): string {
    const { type, name, conversation } = activity
    if (type === 'typing' && conversation) this.services.typing.tell({ conversation: conversation.id, from: { who: 'bot' } })
    else if (type === 'event' && name?.startsWith('handoff.')) this.services.handoffEvents.announce(activity)
    else if (type === 'message') return this.delivered(activity, entries)
    return ''
  }

  private delivered(activity: Partial<Activity>, entries: Entry[]): string {
    const number: unknown = activity.channelData?.number
    const entry = entries.find(line => line.number === number)
    if (entry) return entry.id
    throw new Error(
      'a message goes into the conversation first (bot/turn.ts), so that it is committed with its turn, and is sent after that',
    )
  }

  override async continueConversation(reference: Partial<ConversationReference>, logic: (context: TurnContext) => Promise<void>) {
    const event = TurnContext.applyConversationReference({ type: 'event', name: 'continueConversation' }, reference, true)
    await this.process(event, logic)
  }

  override async updateActivity(): Promise<never> {
    throw new Error('what was said stays as it was said: say something new instead')
  }

  override async deleteActivity(): Promise<never> {
    throw new Error('single lines are not taken away: erase the conversation (bot/turn.ts)')
  }
}
