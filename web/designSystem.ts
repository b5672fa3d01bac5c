import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WebFile } from './build.ts'

/** The folders of dkfds that its style sheet refers to, for the demonstration page only. */
export const designPaths = ['/css', '/img/svg-icons', '/fonts/IBMPlexSans/complete/woff2', '/fonts/IBMPlexSans/complete/woff']

/** A file of the design system, by name; undefined where there is none. */
export function designFile(folder: string, name: string): WebFile | undefined {
  const type = types[name.split('.').at(-1) ?? '']
  if (!type || !designPaths.includes(folder) || !/^[\w-]+(\.[\w-]+)+$/.test(name)) return undefined
  try {
    const body = readFileSync(join(root, folder, name))
    return { path: `${folder}/${name}`, type, body, gzip: body }
  } catch {
    return undefined // not there
  }
}

const root = fileURLToPath(new URL('../node_modules/dkfds/dist', import.meta.url))

const types: Record<string, string> = { css: 'text/css; charset=utf-8', svg: 'image/svg+xml', woff2: 'font/woff2', woff: 'font/woff' }
