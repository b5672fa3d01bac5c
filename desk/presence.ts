import type { CounsellorId } from '../dialogs/conversation.ts'
import type { Account } from './accounts.ts'
import { serves } from './roles.ts'

/** `available` takes new conversations; `busy` is here with those they have; `away` is not here. */
export type Presence = 'available' | 'busy' | 'away'

export interface Present {
  id: CounsellorId
  name: string
  municipalities: string[]
  /** "municipality/team". */
  teams?: string[]
  presence: Presence
}

/** What one node knows of a counsellor first hand. */
export interface FirstHand extends Present {
  /** How many of their pages are connected to that node. */
  pages: number
  /** The choice with the highest number is the latest, whatever the clocks of the nodes say. */
  choice: number
}

/**
 * Who is here, read from live connections and what each one chose. A closed browser is away whatever was chosen: nobody is shown as
 * available after going home. In memory only: after a restart the pages connect again and say what they chose.
 */
export interface PresenceBoard {
  /** A page opened; call what it returns when the page is gone. `wish`: what this page chose before it lost the connection. */
  connect(counsellor: Pick<Account, 'id' | 'name' | 'municipalities' | 'teams'>, wish?: Presence): () => void
  choose(id: CounsellorId, presence: Presence): void
  /** They belong to other teams from now on. */
  belong(id: CounsellorId, teams: string[]): void
  /** Whether a page of theirs is connected to any node, whatever they chose. */
  connected(id: CounsellorId): boolean
  of(id: CounsellorId): Presence
  /** All who are connected. */
  all(): Present[]
  /** How many take new conversations of a municipality. */
  available(municipality: string): number
  /** Told of everyone whose presence or connection changed. */
  listen(onChange: (id: CounsellorId) => void): () => void
  /** For the other nodes (desk/sharedPresence.ts): what is known here, and a word when it changes. */
  firstHand(): FirstHand[]
  listenFirstHand(onChange: () => void): () => void
  /** What another node knows first hand; undefined: that node is gone. */
  elsewhere(node: string, known: FirstHand[] | undefined): void
}

export function createPresence(): PresenceBoard {
  const mine = new Map<CounsellorId, FirstHand>()
  const others = new Map<string, Map<CounsellorId, FirstHand>>()
  /** All nodes' knowledge, laid together. */
  const here = new Map<CounsellorId, Present>()
  const listeners = new Set<(id: CounsellorId) => void>()
  const firstHandListeners = new Set<() => void>()

  return {
    connect({ id, name, municipalities, teams }, wish) {
      const before = mine.get(id)
      const latest = here.has(id) ? latestOf(id) : undefined
      const chosen = wish ?? latest?.presence ?? 'available'
      const choice = wish === undefined && latest ? latest.choice : highest(id) + 1
      know({ id, name: name ?? '', municipalities, ...(teams && { teams }), presence: chosen, choice, pages: (before?.pages ?? 0) + 1 })
      let left = false
      return () => {
        const now = mine.get(id)
        if (left || now === undefined) return
        left = true
        know({ ...now, pages: now.pages - 1 })
      }
    },

    choose(id, presence) {
      const known = here.get(id)
      if (known === undefined || known.presence === presence) return
      know({ ...known, pages: mine.get(id)?.pages ?? 0, presence, choice: highest(id) + 1 })
    },

    belong(id, teams) {
      const known = here.get(id)
      if (known) know({ ...known, pages: mine.get(id)?.pages ?? 0, teams, choice: highest(id) + 1 })
    },

    connected: id => here.has(id),
    of: id => here.get(id)?.presence ?? 'away',
    all: () => [...here.values()].sort((a, b) => a.name.localeCompare(b.name, 'da')),
    available: municipality =>
      [...here.values()].filter(present => present.presence === 'available' && serves(present, municipality)).length,

    listen(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },

    firstHand: () => [...mine.values()],
    listenFirstHand(onChange) {
      firstHandListeners.add(onChange)
      return () => firstHandListeners.delete(onChange)
    },

    elsewhere(node, known) {
      const before = others.get(node)
      if (known === undefined) others.delete(node)
      else others.set(node, new Map(known.map(one => [one.id, one])))
      for (const id of new Set([...(before?.keys() ?? []), ...(others.get(node)?.keys() ?? [])])) {
        learn(id)
        settle(id)
      }
    },
  }

  function know(one: FirstHand) {
    mine.set(one.id, one)
    for (const onChange of firstHandListeners) onChange()
    settle(one.id)
  }

  /** A later choice that was made at another node holds for the pages here too, so that it outlives that node. */
  function learn(id: CounsellorId) {
    const [own, latest] = [mine.get(id), latestOf(id)]
    if (own && own.pages > 0 && latest && latest.choice > own.choice)
      know({ ...own, presence: latest.presence, choice: latest.choice, ...(latest.teams && { teams: latest.teams }) })
  }

  /** Tells what came of it, and lets go of what nobody needs to know any more. */
  function settle(id: CounsellorId) {
    const all = knownOf(id)
    const connected = all.some(({ pages }) => pages > 0)
    const own = mine.get(id)
    if (own?.pages === 0 && (!connected || all.some(({ pages, choice }) => pages > 0 && choice >= own.choice))) {
      mine.delete(id)
      for (const onChange of firstHandListeners) onChange()
    }
    const before = here.get(id)
    const latest = connected ? latestOf(id) : undefined
    if (latest === undefined) here.delete(id)
    else {
      const { name, municipalities, teams, presence } = latest
      here.set(id, { id, name, municipalities, ...(teams && { teams }), presence })
    }
    if (JSON.stringify(before) === JSON.stringify(here.get(id))) return
    for (const onChange of listeners) onChange(id)
  }

  function knownOf(id: CounsellorId): FirstHand[] {
    return [mine, ...others.values()].flatMap(known => known.get(id) ?? [])
  }

  function latestOf(id: CounsellorId): FirstHand | undefined {
    return knownOf(id).reduce<FirstHand | undefined>((latest, one) => (latest && !isLater(one, latest) ? latest : one), undefined)
  }

  function highest(id: CounsellorId): number {
    return latestOf(id)?.choice ?? 0
  }
}

/** Two choices at the same moment at two nodes: all nodes must see the same one as the later. */
const isLater = (a: FirstHand, b: FirstHand) => a.choice > b.choice || (a.choice === b.choice && a.presence > b.presence)
