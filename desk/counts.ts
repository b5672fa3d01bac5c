import { createHmac } from 'node:crypto'
import { createSerial } from '../store/serial.ts'
import { Conflict, type Key, type Store } from '../store/store.ts'

/**
 * How often something happened, by municipality and month: numbers only, under names that say what was counted ("course.opened.psychologist").
 * Small ones are hidden where they are shown (desk/hideSmall.ts), not here.
 */
export interface Counts {
  /** Each of the figures once more, in the month of `at`. `once`: the same happening told again (a resend, a crash in between) counts nothing. */
  add(what: { municipality: string; at: Date; figures: readonly string[]; once: string }): Promise<void>
  /** Oldest month first; months in which nothing was counted are not there. */
  read(municipality: string): Promise<Month[]>
}

export interface Month {
  /** "2026-11", by the clock in Denmark. */
  month: string
  figures: Record<string, number>
}

interface Counted {
  figures: Record<string, number>
  /** Keyed hashes of the happenings counted last: by them nobody finds what happened, and a resend is recognised. */
  once: string[]
}

/** `secret`: nobody can try happenings against what lies in the store without it. */
export function createCounts(store: Store, secret: Buffer): Counts {
  const serial = createSerial()
  const marked = (once: string) => createHmac('sha256', secret).update(once).digest('base64url').slice(0, 16)

  return {
    async add({ municipality, at, figures, once }) {
      const key = keyOf(municipality, monthOf(at))
      const mark = marked(once)
      await serial(key, async () => {
        while (!(await written(key, figures, mark))) {} // another node counted at the same moment: count on from there
      })
    },

    async read(municipality) {
      const months: Month[] = []
      for await (const key of store.keys(keyOf(municipality, ''))) {
        const found = await store.read<Counted>(key)
        if (found) months.push({ month: key.slice(keyOf(municipality, '').length), figures: found.value.figures })
      }
      return months.sort((a, b) => (a.month < b.month ? -1 : 1))
    },
  }

  async function written(key: Key, figures: readonly string[], mark: string): Promise<boolean> {
    const found = await store.read<Counted>(key)
    const before: Counted = found?.value ?? { figures: {}, once: [] }
    if (before.once.includes(mark)) return true
    const added = Object.fromEntries(figures.map(figure => [figure, (before.figures[figure] ?? 0) + 1]))
    const after: Counted = { figures: { ...before.figures, ...added }, once: [...before.once, mark].slice(-remembered) }
    try {
      await store.write(key, after, found?.etag ?? 'absent')
      return true
    } catch (error) {
      if (error instanceof Conflict) return false
      throw error
    }
  }
}

/** More than happens in a municipality's month. */
const remembered = 5000

const keyOf = (municipality: string, month: string): Key => `counts/${municipality}/${month}`

/** "2026-11": the month of a moment by the clock in Denmark. */
export const monthOf = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', timeZone: 'Europe/Copenhagen' }).format(at)
