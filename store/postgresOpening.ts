import pg from 'pg'
import { connectionSettings, pause } from './postgresDatabase.ts'
import { isPassing, refusalOf } from './postgresErrors.ts'
import { migrate, renumber } from './postgresSchema.ts'
import { placeOf } from './postgresUrl.ts'

/** `place`: host, port and database, never a password; `seconds`: how long we have waited. */
export type Waiting = (place: string, seconds: number) => void

const second = 1000
const tellEvery = 3 * second

/** Waits for the database however long it takes, readies its tables, then does `open`. Throws DatabaseRefused where waiting does not help. */
export async function openWhenThere(url: string, open: () => Promise<void>, waiting: Waiting = () => undefined): Promise<void> {
  const from = performance.now()
  let told = from
  for (;;) {
    try {
      await readyTables(url)
      return await open()
    } catch (error) {
      const refused = refusalOf(error)
      if (refused) throw refused
      if (!isPassing(error)) throw error
    }
    if (performance.now() - told >= tellEvery) {
      told = performance.now()
      waiting(placeOf(url), Math.round((told - from) / second))
    }
    await pause(second / 2)
  }
}

async function readyTables(url: string): Promise<void> {
  const client = new pg.Client({ ...connectionSettings(url), application_name: 'brobygger start', query_timeout: 0 })
  client.on('error', () => undefined) // whoever waits for the answer hears of it
  try {
    await client.connect()
    await migrate(client)
    await renumber(client)
  } finally {
    await Promise.race([client.end(), pause(second)]).catch(() => undefined)
  }
}
