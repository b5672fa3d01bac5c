import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unpackThesaurus } from './packThesaurus.ts'
import type { Thesaurus } from './thesaurus.ts'

/** Made by `node test/eval/packThesaurus.ts`. */
export const packedFile = 'thesaurus.bin'

/**
 * The thesaurus as it was packed, where that was made from exactly the files that lie there; else undefined, and it is read anew from the themes.
 * So a change of a line counts at the next start, packed again or not.
 */
export async function openThesaurus(dir: string | URL): Promise<Thesaurus | undefined> {
  const folder = typeof dir === 'string' ? dir : fileURLToPath(dir)
  const [packed, mark] = await Promise.all([readFile(join(folder, packedFile)).catch(() => undefined), markOfSources(folder)])
  return packed && unpackThesaurus(packed, mark)
}

/** The words and cues are the project's own, whatever folder the themes come from: registry/ imports them. */
export async function markOfSources(folder: string): Promise<string> {
  const own = (file: string) => fileURLToPath(new URL(`../data/${file}`, import.meta.url))
  const paths = [join(folder, 'themes.json'), own('words.json'), own('cues.json')]
  const contents = await Promise.all(paths.map(path => readFile(path).catch(() => '')))
  const hash = createHash('sha256')
  for (const content of contents) hash.update(`${content.length}\n`).update(content)
  return hash.digest('hex')
}
