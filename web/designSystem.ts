import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { WebFile } from './build.ts'

/** The folders of dkfds that its style sheet refers to. */
export const designPaths = ['/css', '/img/svg-icons', '/fonts/IBMPlexSans/complete/woff2', '/fonts/IBMPlexSans/complete/woff']

/** A file of the design system, by name; undefined where there is none. */
export function designFile(folder: string, name: string): WebFile | undefined {
  const type = types[name.split('.').at(-1) ?? '']
  if (!type || !designPaths.includes(folder) || !/^[\w-]+(\.[\w-]+)+$/.test(name)) return undefined
  const path = `${folder}/${name}`
  const known = read.get(path)
  if (known) return known
  try {
    const body = readFileSync(join(root, path))
    // Typefaces are packed already.
    const file = { path, type, body, gzip: type.startsWith('font/') ? body : gzipSync(body, { level: 9 }) }
    read.set(path, file)
    return file
  } catch {
    return undefined // not there
  }
}

/** Read and packed once: the sheet alone is 215 kB, 30 when packed. */
const read = new Map<string, WebFile>()

const root = fileURLToPath(new URL('../node_modules/dkfds/dist', import.meta.url))

const types: Record<string, string> = { css: 'text/css; charset=utf-8', svg: 'image/svg+xml', woff2: 'font/woff2', woff: 'font/woff' }
