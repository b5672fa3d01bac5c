import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, ConfigFaults } from '../config.ts'

/**
 * The 32 bytes that wrap every conversation's key. In demonstration mode they are made at first start and lie in the data folder, readable by its
 * owner only. Throws ConfigFaults in production when the folder was used for a demonstration: its key and accounts lie open beside the data.
 */
export async function masterKey(config: Config): Promise<Buffer> {
  const file = join(config.data, 'demonstration.key')
  if (config.production && existsSync(file)) {
    throw new ConfigFaults([
      `BROBYGGER_DATA: ${config.data} was used for a demonstration (${file}); its key and accounts must not serve in production. Give an empty folder.`,
    ])
  }
  if (config.masterKey) return config.masterKey
  await mkdir(config.data, { recursive: true, mode: 0o700 })
  return existsSync(file) ? readKey(file) : makeKey(file)
}

async function readKey(file: string): Promise<Buffer> {
  const key = Buffer.from(await readFile(file, 'utf8'), 'base64')
  if (key.length === 32) return key
  throw new ConfigFaults([
    `BROBYGGER_KEY: ${file} does not hold 32 bytes in base64. Give the key it was, or start with an empty BROBYGGER_DATA.`,
  ])
}

async function makeKey(file: string): Promise<Buffer> {
  const key = randomBytes(32)
  const handle = await open(file, 'wx', 0o600)
  await handle.writeFile(`${key.toString('base64')}\n`)
  await handle.sync()
  await handle.close()
  return key
}
