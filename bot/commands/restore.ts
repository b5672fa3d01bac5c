import { loadDeskSettings } from '../../desk/deskSettings.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { sealedBy } from '../../store/backup.ts'
import type { BackupRecord } from '../../store/backupFormat.ts'
import { readErasedMarks } from '../../store/erasedMarks.ts'
import { beginMoving, endMoving, NotEmpty } from '../../store/moving.ts'
import { createSealed } from '../../store/sealedDocuments.ts'
import { createSealer } from '../../store/sealing.ts'
import { Conflict, type Key, type Store } from '../../store/store.ts'
import { ConfigFaults, readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { emptyDesk } from '../opening/emptyDesk.ts'
import { openStore } from '../opening/openStore.ts'
import { refuseOtherKey } from '../opening/otherKey.ts'
import { erasedFolder } from '../opening/rememberErased.ts'
import { isKept } from '../opening/storedKinds.ts'
import { createProgress } from '../progress.ts'
import { dataFolder } from '../services.ts'
import { terminalWords } from '../terminal.ts'
import { readArguments, WrongArguments } from './arguments.ts'
import { checked, piecesOf } from './backupFile.ts'
import { givenKey } from './givenKey.ts'
import { isForgotten } from './retained.ts'

/**
 * `brobygger restore FILE`: brings a backup into an empty store of either kind. All of it is checked before the first document is written; what
 * retention would have erased by now, and what was erased on this machine since, is left out. Broken off, the same command goes on. Resolves to the
 * exit code.
 */
export async function restoreCommand(args: string[]): Promise<number> {
  const [path, ...rest] = readArguments(args, {}).positionals
  if (path === undefined || rest.length > 0) throw new WrongArguments('brobygger restore FILE')
  const config = readConfig(process.env)
  const masterKey = await givenKey(config)
  const t = terminalWords()
  const read = (label: string) => checked(piecesOf(path), { path, masterKey, progress: createProgress(label), onId })
  let [id, madeAt] = ['', '']
  function onId(one: string, at: string) {
    id = one
    madeAt = at
  }

  const wrappedKeys = new Map<Key, BackupRecord>()
  for await (const record of read(t('cli.restore.checking'))) {
    const document = sealedBy(record.key)
    if (document !== undefined) wrappedKeys.set(document, record)
  }
  const retained = await createRetained(masterKey, wrappedKeys, await readErasedMarks(erasedFolder(config), masterKey))

  const store = await openStore(config, createLog(config))
  try {
    await refuseOtherKey(store, createSealer(masterKey))
    await beginMoving(store, `backup ${id}`, isKept)
    let [restored, forgotten] = [0, 0]
    for await (const records of inBatches(read(t('cli.restore.writing')))) {
      const documents = records.filter(({ key }) => sealedBy(key) === undefined) // wrapped keys are written with their documents
      const kept = await Promise.all(documents.map(record => bringIn(store, record)))
      restored += kept.filter(Boolean).length
      forgotten += kept.filter(one => !one).length
    }
    await endMoving(store)
    process.stderr.write(`${t('cli.restore.done', { restored, forgotten, madeAt })}\n`)
    return 0
  } catch (error) {
    if (error instanceof NotEmpty) throw new ConfigFaults([t('cli.restore.notEmpty')])
    throw error
  } finally {
    await store.close()
  }

  /** False: retention would have erased it. */
  async function bringIn(store: Store, record: BackupRecord): Promise<boolean> {
    if (!(await retained(record))) return false
    const wrapped = wrappedKeys.get(record.key)
    if (wrapped) await write(store, wrapped)
    await write(store, record)
    return true
  }
}

/** So that many share one sync of the disk. */
const batch = 32

async function* inBatches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let some: T[] = []
  for await (const item of items) {
    some.push(item)
    if (some.length === batch) {
      yield some
      some = []
    }
  }
  yield some
}

/** What was brought in before it was broken off is there already. */
async function write(store: Store, { key, value }: BackupRecord): Promise<void> {
  try {
    await store.write(key, value, 'absent')
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
  }
}

/**
 * False for conversations that are past their time, for those that were erased here since, and for those whose key was gone when the backup ended: they
 * were erased while it was made.
 */
async function createRetained(
  masterKey: Buffer,
  wrappedKeys: Map<Key, BackupRecord>,
  isErased: (id: string) => boolean,
): Promise<(record: BackupRecord) => Promise<boolean>> {
  const context = wrappedKeys.size === 0 ? undefined : await emptyDesk()
  const settings = await loadDeskSettings(new URL('desk.json', dataFolder))
  const sealer = createSealer(masterKey)
  const sealedNames = new Set(['conversations', ...[...wrappedKeys.keys()].map(nameOf)])

  return async record => {
    const wrapped = wrappedKeys.get(record.key)
    if (wrapped === undefined) return !sealedNames.has(nameOf(record.key))
    if (nameOf(record.key) !== 'conversations' || context === undefined) return true
    const id = record.key.slice('conversations/'.length)
    if (isErased(id)) return false
    const conversation = await createSealed<Conversation>(storeOf([wrapped, record]), sealer, 'conversations').read(id)
    if (conversation === undefined) return false
    const takenKeptHours = settings.get(conversation.value.municipality)?.takenKeptHours
    return !isForgotten(conversation.value, { ...context, now: new Date(), ...(takenKeptHours !== undefined && { takenKeptHours }) })
  }
}

/** Some records as a store to read from. */
function storeOf(records: BackupRecord[]): Store {
  const never = () => Promise.reject(new Error('a backup is not written to'))
  return {
    async read<T>(key: Key) {
      const found = records.find(record => record.key === key)
      return found && { value: found.value as T, etag: '' } // the caller knows what it keeps there
    },
    write: never,
    forget: never,
    async *keys(prefix) {
      for (const { key } of records) if (key.startsWith(prefix)) yield key
    },
    watch: () => () => undefined,
    close: async () => undefined,
  }
}

const nameOf = (key: Key) => key.split('/')[0] ?? ''
