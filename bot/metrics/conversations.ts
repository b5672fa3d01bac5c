import type { Conversation, Handoff } from '../../dialogs/conversation.ts'
import type { Assess } from '../../dialogs/urgency.ts'
import type { Sealed } from '../../store/sealed.ts'
import type { HandoffEvent, Metrics } from './metrics.ts'

type Counted = Pick<Metrics, 'conversationsStarted' | 'conversationsErased' | 'handoffs' | 'waited' | 'danger'>

/** The same conversations; what became of them is counted by the node that did it, once it is durable. */
export function countConversations(conversations: Sealed<Conversation>, metrics: Counted): Sealed<Conversation> {
  return {
    ...conversations,

    async create(id, value) {
      await conversations.create(id, value)
      metrics.conversationsStarted.inc({ channel: value.channel })
    },

    async change(id, decide) {
      let kept: [before: Conversation, after: Conversation] | undefined
      const result = await conversations.change(id, before => {
        const decided = decide(before)
        kept = decided.value && [before, decided.value] // asked again where somebody else was faster: the last answer counts
        return decided
      })
      if (kept) count(...kept)
      return result
    },

    async forget(id) {
      const waits = await conversations.read(id).then(found => found?.value.handoff?.state === 'waiting', no)
      await conversations.forget(id)
      metrics.conversationsErased.inc()
      if (waits) metrics.handoffs.inc({ event: 'erased' })
    },
  }

  function count(before: Conversation, after: Conversation) {
    const event = handoffEvent(before.handoff, after.handoff)
    if (event) metrics.handoffs.inc({ event })
    if (event === 'taken' && before.handoff?.state === 'waiting' && after.handoff?.state === 'with') {
      const milliseconds = Date.parse(after.handoff.since) - Date.parse(before.handoff.since)
      metrics.waited.observe({ urgency: before.urgency.level }, Math.max(0, milliseconds / 1000))
    }
    const { level } = after.urgency
    if (level !== 'none' && level !== before.urgency.level) metrics.danger.inc({ level })
  }
}

/** undefined: nothing happened to the handoff. */
function handoffEvent(before: Handoff | undefined, after: Handoff | undefined): HandoffEvent | undefined {
  if (after === undefined || after === before) return undefined
  if (after.state === 'waiting') return before?.state === 'with' ? 'vanished' : before?.state === 'waiting' ? undefined : 'asked'
  if (after.state === 'closed') return before?.state === 'closed' && before.at === after.at ? undefined : after.why
  if (before?.state !== 'with') return 'taken'
  return before.counsellor === after.counsellor ? undefined : 'transferred'
}

/** The same check; that it failed is counted (dialogs/crisis.ts then shows help). */
export function countFailures(assess: Assess, { dangerCheckFailures }: Pick<Metrics, 'dangerCheckFailures'>): Assess {
  return texts => {
    try {
      return assess(texts)
    } catch (error) {
      dangerCheckFailures.inc()
      throw error
    }
  }
}

const no = () => false
