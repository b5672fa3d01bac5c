import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Conversation } from '../../dialogs/conversation.ts'
import { createSealed } from '../../store/sealedDocuments.ts'
import { createSealer } from '../../store/sealing.ts'
import type { Store } from '../../store/store.ts'
import { type Config, ConfigFaults } from '../config.ts'
import { masterKey } from '../opening/masterKey.ts'
import { refuseOtherKey } from '../opening/otherKey.ts'

/** The master key as the server has it, for commands that must never make one. Throws ConfigFaults. */
export async function givenKey(config: Config): Promise<Buffer> {
  if (config.masterKey === undefined && !existsSync(join(config.data, 'demonstration.key'))) {
    throw new ConfigFaults(['BROBYGGER_KEY: required here; a demonstration has it in demonstration.key in its data folder'])
  }
  return masterKey(config)
}

/** Throws ConfigFaults where what lies in the store was sealed with another key. Writes nothing. */
export async function refuseUnfittingKey(store: Store, key: Buffer): Promise<void> {
  const sealer = createSealer(key)
  for await (const _ of store.keys('master-key/')) return refuseOtherKey(store, sealer)
  const conversations = createSealed<Conversation>(store, sealer, 'conversations')
  for await (const id of conversations.ids()) {
    try {
      await conversations.read(id)
    } catch {
      throw new ConfigFaults(['BROBYGGER_KEY: what is stored was sealed with another key. Give that one.'])
    }
    return
  }
}
