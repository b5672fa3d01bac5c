import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import type { Sealed } from '../../store/sealed.ts'
import { createSealed } from '../../store/sealedDocuments.ts'
import { createSerial } from '../../store/serial.ts'
import { Conflict } from '../../store/store.ts'
import type { Services } from '../services.ts'

/** How someone in Teams is reached, and what of their conversation has reached them. Sealed; known by a keyed hash only; no name, account or tenant in it. */
export interface Address {
  /** Ours, of the talk that goes on there. */
  conversation: string
  since: string
  reference: Reference
  /** The log has been delivered (or given up) up to this number. */
  sent: number
  /** How many messages of the next lines are there already, where they need several. */
  part: number
  /** By which ids Teams knows what we sent. */
  posted: { number: number; id: string }[]
  /** Erased by the citizen: which talk, what of ours still stands in Teams and is to be taken away, and the language for the last word. */
  erasing?: { conversation: string; left: string[]; locale: 'da' | 'en'; at: string }
}

export interface Reference {
  serviceUrl: string
  conversation: string
  /** The citizen's id in Teams, which cards name so that they are refreshed for them. */
  citizen: string
}

export interface Addresses {
  /** The keyed hash for a chat in Teams: nobody without the master key can tell whose it is. */
  keyOf(tenant: string, conversation: string): string
  /** Where they are reached, with the talk that goes on: a new one where there is none, or where the last is gone. */
  meet(key: string, reference: Reference): Promise<Address>
  read(key: string): Promise<Address | undefined>
  /** Changes it while the same talk goes on there; false: another one does, or none. */
  change(key: string, conversation: string, how: (address: Address) => Address): Promise<boolean>
  /** All of the talk is to go, here and in Teams; the next begins anew. Durable when it returns; the outbox does the rest. */
  erase(key: string, conversation: string, locale: 'da' | 'en'): Promise<void>
  forget(key: string): Promise<void>
  keys(): AsyncIterable<string>
}

/** Milliseconds within which an address may be there before its conversation is. */
const making = 10_000

type Door = Pick<Services, 'store' | 'sealer' | 'masterKey' | 'conversations' | 'now' | 'newId'>

export function openAddresses({ store, sealer, masterKey, conversations, now, newId }: Door): Addresses {
  const secret = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'brobygger teams addresses', 32)))
  const sealed: Sealed<Address> = createSealed<Address>(store, sealer, 'teams')
  const serial = createSerial()

  return {
    keyOf: (tenant, conversation) => createHmac('sha256', secret).update(`${tenant}\n${conversation}`).digest('base64url'),

    meet: (key, reference) =>
      serial(key, async () => {
        const there = (await sealed.read(key))?.value
        if (there === undefined) return create(key, reference)
        const over = await isOver(there)
        if (!over && sameReference(there.reference, reference)) return there
        const met = await sealed.change(key, before => {
          const value = over && before.conversation === there.conversation ? { ...before, ...fresh() } : before
          const changed = { ...value, reference }
          return { value: changed, result: changed }
        })
        return met ?? create(key, reference)
      }),

    read: async key => (await sealed.read(key))?.value,

    async change(key, conversation, how) {
      const changed = await sealed.change(key, before =>
        before.conversation === conversation ? { value: how(before), result: true } : { result: false },
      )
      return changed ?? false
    },

    async erase(key, conversation, locale) {
      await sealed.change(key, before => {
        if (before.conversation !== conversation) return { result: false }
        const left = [...(before.erasing?.left ?? []), ...before.posted.map(({ id }) => id)]
        return { value: { ...before, ...fresh(), erasing: { conversation, left, locale, at: now().toISOString() } }, result: true }
      })
    },

    forget: key => sealed.forget(key),
    keys: () => sealed.ids(),
  }

  async function create(key: string, reference: Reference): Promise<Address> {
    const address: Address = { ...fresh(), reference }
    try {
      await sealed.create(key, address)
      return address
    } catch (error) {
      const first = error instanceof Conflict ? (await sealed.read(key))?.value : undefined // another node met them in between
      if (first === undefined) throw error
      return first
    }
  }

  function fresh(): Omit<Address, 'reference' | 'erasing'> {
    return { conversation: newId(), since: now().toISOString(), sent: 0, part: 0, posted: [] }
  }

  /** Forgotten, or ended because they could not be reached any more: now they are here again. */
  async function isOver({ conversation, since }: Address): Promise<boolean> {
    const there = (await conversations.read(conversation))?.value
    if (there === undefined) return now().getTime() - Date.parse(since) > making
    return there.ended?.why === 'left'
  }
}

const sameReference = (a: Reference, b: Reference) =>
  a.serviceUrl === b.serviceUrl && a.conversation === b.conversation && a.citizen === b.citizen
