import { createHmac } from 'node:crypto'
import type { Account } from '../desk/accounts.ts'
import type { Services } from './services.ts'

/** That a counsellor was given a conversation to read, not what stands in it: two lines about the same one can be held together by its mark. */
export function logOpening(
  { log, masterKey }: Pick<Services, 'log' | 'masterKey'>,
  { id: counsellor }: Account,
  conversation: string,
): void {
  log.info({ counsellor, talk: markOf(masterKey, conversation) }, 'a counsellor opened a conversation')
}

/** Nobody finds the conversation by it. */
const markOf = (masterKey: Buffer, id: string) => createHmac('sha256', masterKey).update(`talk ${id}`).digest('hex').slice(0, 12)
