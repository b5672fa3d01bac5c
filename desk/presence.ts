import type { CounsellorId } from '../dialogs/conversation.ts'
import { type Account, serves } from './accounts.ts'

/** `available` takes new conversations; `busy` is here with those they have; `away` is not here. */
export type Presence = 'available' | 'busy' | 'away'

export interface Present {
  id: CounsellorId
  name: string
  municipalities: string[]
  presence: Presence
}

/**
 * Who is here, read from live connections and what each one chose. A closed browser is away whatever was chosen: nobody is shown as
 * available after going home. In memory only: after a restart the pages connect again and say what they chose.
 */
export interface PresenceBoard {
  /** A page opened; call what it returns when the page is gone. `wish`: what this page chose before it lost the connection. */
  connect(counsellor: Pick<Account, 'id' | 'name' | 'municipalities'>, wish?: Presence): () => void
  choose(id: CounsellorId, presence: Presence): void
  /** Whether a page of theirs is connected, whatever they chose. */
  connected(id: CounsellorId): boolean
  of(id: CounsellorId): Presence
  /** All who are connected. */
  all(): Present[]
  /** How many take new conversations of a municipality. */
  available(municipality: string): number
  /** Told of everyone whose presence or connection changed. */
  listen(onChange: (id: CounsellorId) => void): () => void
}

export function createPresence(): PresenceBoard {
  const here = new Map<CounsellorId, { present: Present; pages: number }>()
  const listeners = new Set<(id: CounsellorId) => void>()
  const tell = (id: CounsellorId) => {
    for (const onChange of listeners) onChange(id)
  }

  return {
    connect({ id, name, municipalities }, wish) {
      const known = here.get(id)
      const presence = wish ?? known?.present.presence ?? 'available'
      here.set(id, { present: { id, name: name ?? '', municipalities, presence }, pages: (known?.pages ?? 0) + 1 })
      tell(id)
      let left = false
      return () => {
        const now = here.get(id)
        if (left || now === undefined) return
        left = true
        if (now.pages === 1) here.delete(id)
        else here.set(id, { ...now, pages: now.pages - 1 })
        tell(id)
      }
    },

    choose(id, presence) {
      const known = here.get(id)
      if (known === undefined || known.present.presence === presence) return
      here.set(id, { ...known, present: { ...known.present, presence } })
      tell(id)
    },

    connected: id => here.has(id),
    of: id => here.get(id)?.present.presence ?? 'away',
    all: () => [...here.values()].map(({ present }) => present).sort((a, b) => a.name.localeCompare(b.name, 'da')),
    available: municipality =>
      [...here.values()].filter(({ present }) => present.presence === 'available' && serves(present, municipality)).length,

    listen(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
  }
}
