import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, stop } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The page, by address; in memory, with Microsoft's renderer of the cards in it. */
export async function bundlePage(): Promise<Map<string, { type: string; body: Uint8Array }>> {
  const { outputFiles } = await build({
    entryPoints: [here('page.ts'), here('page.css')],
    outdir: here('.'),
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    legalComments: 'none',
    logLevel: 'silent',
  })
  await stop()
  const made = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.contents ?? new Uint8Array()
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: await readFile(here('page.html')) }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', body: made('page.js') }],
    ['/page.css', { type: 'text/css; charset=utf-8', body: made('page.css') }],
  ])
}
