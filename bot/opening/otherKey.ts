import type { Sealer } from '../../store/sealing.ts'
import { Conflict, type Store } from '../../store/store.ts'
import { ConfigFaults } from '../config.ts'

const place = 'master-key/check'

/**
 * Throws ConfigFaults where the store was sealed with another master key: a node with a key of its own could read nobody's words, and nobody its. The
 * first who comes leaves a key that seals nothing, wrapped; whoever cannot unwrap it has another master key, and the store is closed.
 */
export async function refuseOtherKey(store: Store, sealer: Sealer): Promise<void> {
  const wrapped = (await store.read<string>(place))?.value ?? (await leave(store, sealer))
  try {
    sealer.unwrap(wrapped, place)
  } catch {
    await store.close()
    throw new ConfigFaults(['BROBYGGER_KEY: what is stored was sealed with another key. Give that one, the same for every node.'])
  }
}

async function leave(store: Store, sealer: Sealer): Promise<string> {
  const wrapped = sealer.wrap(sealer.newKey(), place)
  try {
    await store.write(place, wrapped, 'absent')
    return wrapped
  } catch (error) {
    const others = error instanceof Conflict && (await store.read<string>(place))
    if (!others) throw error
    return others.value
  }
}
