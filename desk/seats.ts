import type { SeatsSet } from '../dialogs/context.ts'
import { Conflict, type Key, type Store } from '../store/store.ts'
import type { BehindA, Codes } from './codes.ts'

/** Groups with seats: what the coordinator said of them, and a list by code, not by name, for when they are full. */
export interface Seats {
  /** As it was last set, on any node. */
  of(offer: string): SeatsSet | undefined
  set(offer: string, seats: { free: number; nextStart?: string | undefined }): Promise<void>
  /** A place at the end of the list; the code of it. */
  join(offer: string): Promise<string>
  /** `code`: as readCode gave it. undefined: no place on a list. */
  look(code: string): Promise<{ offer: string; ahead: number; offered: boolean } | undefined>
  leave(code: string): Promise<void>
  /** Offers a seat to whoever has waited longest; false: nobody waits. */
  offerNext(offer: string): Promise<boolean>
  /** How many wait and have not been offered a seat. */
  waiting(offer: string): Promise<number>
  tidy(): Promise<void>
  close(): void
}

type Place = { hash: string; behind: BehindA<'seat'> }

/** Reads what is set once, and then follows the store's feed. */
export async function openSeats(parts: { store: Store; codes: Codes; now(): Date; failed(error: unknown): void }): Promise<Seats> {
  const { store, codes, now } = parts
  const known = new Map<string, SeatsSet>()
  const stop = store.watch(
    key => {
      if (key.startsWith(prefix)) load(key).catch(parts.failed)
    },
    feed => {
      if (feed === 'whole') loadAll().catch(parts.failed)
    },
  )
  await loadAll()

  return {
    of: offer => known.get(offer),

    async set(offer, seats) {
      for (;;) {
        const found = await store.read<SeatsSet>(keyOf(offer))
        try {
          await store.write<SeatsSet>(keyOf(offer), { ...seats, setAt: now().toISOString() }, found?.etag ?? 'absent')
          return await load(keyOf(offer))
        } catch (error) {
          if (!(error instanceof Conflict)) throw error // somebody set it at the same moment: the later one counts
        }
      }
    },

    async join(offer) {
      const until = new Date(now().getTime() + keptFor).toISOString()
      return (await codes.give({ for: 'seat', offer, since: now().toISOString(), until })).code
    },

    async look(code) {
      const found = await codes.find('seat', code)
      if (!found) return undefined
      const { offer, offered } = found.value
      const ahead = (await listOf(offer)).findIndex(({ hash }) => hash === found.hash)
      return { offer, ahead: Math.max(ahead, 0), offered: offered !== undefined }
    },

    async leave(code) {
      const found = await codes.find('seat', code)
      if (found) await codes.forget('seat', found.hash)
    },

    async offerNext(offer) {
      for (const { hash } of await listOf(offer)) {
        const found = await codes.read('seat', hash)
        if (!found || found.value.offered) continue
        if (await codes.change(hash, { ...found.value, offered: { at: now().toISOString() } }, found.etag)) return true
      }
      return false
    },

    waiting: async offer => (await listOf(offer)).length,

    async tidy() {
      for await (const { hash, behind } of codes.all('seat'))
        if (new Date(behind.until).getTime() < now().getTime()) await codes.forget('seat', hash)
    },

    close: stop,
  }

  async function load(key: Key): Promise<void> {
    const found = await store.read<SeatsSet>(key)
    if (found) known.set(key.slice(prefix.length), found.value)
    else known.delete(key.slice(prefix.length))
  }

  async function loadAll(): Promise<void> {
    for await (const key of store.keys(prefix)) await load(key)
  }

  /** Those who wait, the longest first. */
  async function listOf(offer: string): Promise<Place[]> {
    const places: Place[] = []
    for await (const { hash, behind } of codes.all('seat')) if (behind.offer === offer && !behind.offered) places.push({ hash, behind })
    return places.sort((a, b) => (`${a.behind.since} ${a.hash}` < `${b.behind.since} ${b.hash}` ? -1 : 1))
  }
}

const prefix = 'seats/'
const keyOf = (offer: string): Key => `${prefix}${offer}`
/** A place on a list is forgotten after this. */
const keptFor = 180 * 24 * 3600_000
