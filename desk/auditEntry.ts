import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Key } from '../store/store.ts'

export const deeds = [
  'signedIn',
  'signedOut',
  'opened',
  'took',
  'passedOn',
  'askedAdvice',
  'joined',
  'gaveBack',
  'closed',
  'erased',
  'courseOpened',
  'courseClosed',
  'accountAdded',
  'accountChanged',
  'accountRemoved',
  'secondFactorSet',
  'secondFactorRemoved',
  /** The chain could not be gone on with and begins anew: the one thing that no person did. */
  'mended',
] as const
export type Deed = (typeof deeds)[number]

/** What someone did at the desk, with no content. The number is its place; each holds the seal of the one before. */
export interface AuditEntry {
  number: number
  at: string
  /** An account's id, and the address it had; of the terminal and the identity provider their name. */
  who: string
  email?: string
  did: Deed
  /** The mark of a conversation: who has its id can find it, nobody comes from here to the conversation. */
  talk?: string
  municipality?: string
  /** The account that was changed. */
  account?: string
  before: string
  seal: string
}

/** Where the chain ends, or what was before its first entry: a number and the seal of the entry there, under a seal of its own. */
export interface AuditMark {
  number: number
  entry: string
  seal: string
}

export const headKey: Key = 'audit/head'
export const checkpointKey: Key = 'audit/checkpoint'
export const entryPrefix = 'audit/entries/'
export const entryKey = (number: number): Key => `${entryPrefix}${String(number).padStart(12, '0')}`
export const numberOf = (key: Key) => Number(key.slice(entryPrefix.length))

/** What stands before the first entry of all. */
export const nothingBefore: Omit<AuditMark, 'seal'> = { number: 0, entry: '' }

/** Seals are HMAC-SHA256 under a key derived from the master key (HKDF): whoever may write to the store, but has not the key, cannot make one. */
export interface AuditSeals {
  entry(entry: Omit<AuditEntry, 'seal'>): AuditEntry
  mark(kind: 'head' | 'checkpoint', mark: Omit<AuditMark, 'seal'>): AuditMark
  isEntry(entry: unknown): entry is AuditEntry
  isMark(kind: 'head' | 'checkpoint', mark: unknown): mark is AuditMark
  /** The mark of a conversation, 96 bits. */
  talk(conversation: string): string
}

export function createAuditSeals(masterKey: Buffer): AuditSeals {
  const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', masterKey, '', `brobygger audit ${use}`, 32))
  const [chainKey, talkKey] = [keyFor('chain'), keyFor('talk')]
  const hmac = (parts: unknown[]) => createHmac('sha256', chainKey).update(JSON.stringify(parts)).digest('hex')
  const sealOfEntry = ({ number, at, who, email, did, talk, municipality, account, before }: Omit<AuditEntry, 'seal'>) =>
    hmac(['entry', number, at, who, email, did, talk, municipality, account, before].map(part => part ?? null))
  const sealOfMark = (kind: string, { number, entry }: Omit<AuditMark, 'seal'>) => hmac([kind, number, entry])

  return {
    entry: entry => ({ ...entry, seal: sealOfEntry(entry) }),
    mark: (kind, mark) => ({ ...mark, seal: sealOfMark(kind, mark) }),
    isEntry: (entry): entry is AuditEntry => isSealed<AuditEntry>(entry) && same(entry.seal, sealOfEntry(entry)),
    isMark: (kind, mark): mark is AuditMark => isSealed<AuditMark>(mark) && same(mark.seal, sealOfMark(kind, mark)),
    talk: conversation => createHmac('sha256', talkKey).update(conversation).digest('hex').slice(0, 24),
  }
}

const isSealed = <T extends { seal: string }>(value: unknown): value is T =>
  typeof value === 'object' && value !== null && 'seal' in value && typeof value.seal === 'string'

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
