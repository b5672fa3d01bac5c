import type { Logger } from 'pino'
import type { Counts } from '../desk/counts.ts'
import { figuresOf } from '../desk/needFigures.ts'
import type { Conversation } from '../dialogs/conversation.ts'
import { times } from '../dialogs/due.ts'
import type { Registry } from '../registry/registry.ts'
import type { Sealed } from '../store/sealed.ts'
import { kindOf } from './kindOf.ts'

interface Parts {
  counts: Counts
  registry: Pick<Registry, 'offers' | 'municipalities'>
  now(): Date
  log: Logger
}

/**
 * The same conversations; when a talk ends, or is forgotten because nobody wrote any more, its need is counted, once. One erased while it
 * goes on is not. Counting holds nothing up, and fails alone.
 */
export function countNeeds(conversations: Sealed<Conversation>, parts: Parts): Sealed<Conversation> {
  return {
    ...conversations,

    async change(id, decide) {
      let ended: Conversation | undefined
      const result = await conversations.change(id, before => {
        const decided = decide(before)
        ended = decided.value?.ended && !before.ended ? decided.value : undefined // asked again where somebody else was faster: the last answer counts
        return decided
      })
      if (ended) void count(ended)
      return result
    },

    async forget(id) {
      const left = await conversations.read(id).then(found => found?.value, nothing)
      await conversations.forget(id)
      if (left && !left.ended && parts.now().getTime() >= Date.parse(left.lastWordAt) + times.idle) void count(left)
    },
  }

  async function count({ id, municipality, talk, ended, lastWordAt }: Conversation): Promise<void> {
    // Whoever names a municipality that there is not leaves nothing behind that is never removed.
    if (!parts.registry.municipalities.some(({ id: known }) => known === municipality)) return
    try {
      const figures = figuresOf(parts.registry.offers, talk.situation, talk.shown)
      const once = `need ${id} ${ended?.at ?? lastWordAt}`
      if (figures.length > 0) await parts.counts.add({ municipality, at: parts.now(), figures, once })
    } catch (error) {
      parts.log.error({ kind: kindOf(error) }, 'a need could not be counted')
    }
  }
}

const nothing = () => undefined
