import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Web, WebFile } from './build.ts'
import { type PutIn, putIn } from './putIn.ts'

/**
 * The pages as buildWeb makes them, or as it made them last from exactly the same sources: `kept` is where. Whatever is wrong with what was kept,
 * they are built anew. Throws on the first thing that does not build.
 */
export async function builtWeb(kept = keptAt): Promise<Web> {
  const put = putIn()
  const before = readKept(kept)
  if (before && before.made === madeFrom(before.sources, put)) return { ...before.pages, lines: put.lines, files: unpack(before.files) }
  const { buildWeb, closeBundler } = await import('./build.ts')
  const { sources, files, lines: _, ...pages } = await buildWeb(put).finally(closeBundler)
  keep(kept, { made: madeFrom(sources, put) ?? '', sources, pages, files: pack(files) })
  return { ...pages, lines: put.lines, files }
}

interface Kept {
  /** Hash of all they were made from. */
  made: string
  sources: string[]
  pages: Omit<Web, 'files' | 'lines'>
  /** Bodies in base64. */
  files: (Record<keyof Omit<WebFile, 'body' | 'gzip'>, string> & { body: string; gzip: string })[]
}

const keptAt = fileURLToPath(new URL('../node_modules/.cache/brobygger/pages.json', import.meta.url))

function madeFrom(sources: string[], put: PutIn): string | undefined {
  try {
    const hash = createHash('sha256').update(JSON.stringify([sources, put]))
    for (const source of sources) hash.update(readFileSync(source)).update('\0')
    return hash.digest('hex')
  } catch {
    return undefined // one of them is gone
  }
}

function readKept(path: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Kept // written below; its hash is looked at before anything else of it
  } catch {
    return undefined
  }
}

/** Where nothing can be written, the next start builds them again. */
function keep(path: string, kept: Kept): void {
  const half = `${path}.${randomBytes(6).toString('hex')}`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(half, JSON.stringify(kept))
    renameSync(half, path)
  } catch {}
}

const pack = (files: Web['files']): Kept['files'] =>
  [...files.values()].map(file => ({ ...file, body: file.body.toString('base64'), gzip: file.gzip.toString('base64') }))

const unpack = (files: Kept['files']): Web['files'] =>
  new Map(files.map(file => [file.path, { ...file, body: Buffer.from(file.body, 'base64'), gzip: Buffer.from(file.gzip, 'base64') }]))
