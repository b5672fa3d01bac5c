import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type BuildOptions, build, type Metafile, stop, transform } from 'esbuild'
import type { HelpLine } from './helpLines.ts'
import { type PutIn, putIn } from './putIn.ts'

/** A file of the pages, ready to be sent. */
export interface WebFile {
  path: string
  type: string
  body: Buffer
  gzip: Buffer
}

export interface Web {
  files: Map<string, WebFile>
  /** Addresses of what a page needs; the desk's are absent while there is no desk. */
  chat: { script: string; style: string }
  demo: { style: string }
  desk?: { script: string; style?: string }
  coordinator: { script: string; style: string }
  /** Of the pages that a code opens. */
  code: { script: string; style: string }
  lines: HelpLine[]
}

/** Bundles every page, in memory and in well under a second. `sources`: every file that was read for it. Throws on the first thing that does not build. */
export async function buildWeb(put = putIn()): Promise<Web & { sources: string[] }> {
  const { lines } = put
  const [loader, pages] = await Promise.all([buildLoader(put), buildPages(lines)])
  const files = new Map([...pages.files, loader.file, favicon()].map(file => [file.path, file]))
  for (const file of files.values()) file.gzip = await zip(file.body, { level: 9 })
  const sources = [...new Set([...loader.sources, ...pages.sources, ...readBesides.map(here)])]
  return { files, lines, ...pages.entries, sources }
}

/** The bundler is a process of its own; when all is built, its memory is given back. */
export const closeBundler = (): Promise<void> => stop()

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** What the bundler itself is not shown. */
const readBesides = ['build.ts', 'widget/loader.css', 'widget/favicon.svg']
const zip = promisify(gzip)

const common = {
  bundle: true,
  write: false,
  minify: true,
  target: ['chrome109', 'firefox115', 'safari16'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'silent',
  metafile: true,
  absWorkingDir: here('.'),
} satisfies BuildOptions

/** widget.js: one name for good, because municipalities write it on their pages. */
async function buildLoader({ lines, words }: PutIn): Promise<{ file: WebFile; sources: string[] }> {
  const style = await transform(readFileSync(here('widget/loader.css'), 'utf8'), { loader: 'css', minify: true })
  const numbers = lines.map(({ name, contacts: [contact] }) => ({ ...name, value: contact?.value, href: contact?.href }))
  const built = await build({
    ...common,
    entryPoints: [here('widget/loader.ts')],
    format: 'iife',
    define: {
      STYLE: JSON.stringify(style.code.trim()),
      LINES: JSON.stringify(numbers),
      WORDS: JSON.stringify(words),
    },
  })
  return { file: webFile('/widget.js', Buffer.from(built.outputFiles[0]?.contents ?? [])), sources: sourcesOf(built.metafile) }
}

/** Without what stands in no file: what putIn says. */
const sourcesOf = ({ inputs }: Metafile): string[] =>
  Object.keys(inputs)
    .filter(path => !path.startsWith('<'))
    .map(here)

/** The scripts and styles of chat, desk, coordinator's and demonstration page, each named by its content. */
async function buildPages(lines: HelpLine[]) {
  const desk = ['desk/main.tsx', 'desk/main.ts'].find(path => existsSync(here(path)))
  const deskStyle = ['desk/desk.css', 'desk/main.css'].find(path => existsSync(here(path)))
  const sources = {
    chatScript: 'widget/main.tsx',
    chatStyle: 'widget/chat.css',
    demoStyle: 'demo/demo.css',
    codeScript: 'code/main.ts',
    codeStyle: 'code/code.css',
    coordinatorScript: 'coordinator/main.tsx',
    coordinatorStyle: 'coordinator/coordinator.css',
    ...(desk && { deskScript: desk }),
    ...(deskStyle && { deskStyle }),
  }
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: Object.entries(sources).map(([out, path]) => ({ in: here(path), out: out.replace(/[A-Z].*/, '') })),
    outdir: here('assets'),
    entryNames: '[name]-[hash]',
    format: 'esm',
    // The design system's own sheet, which stands beside ours on the server.
    external: ['/dkfds/*'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { LINES: JSON.stringify(lines) },
  })
  const addresses = new Map(
    Object.entries(metafile.outputs).flatMap(([out, { entryPoint }]) =>
      entryPoint ? [[entryPoint, `/assets/${basename(out)}`] as const] : [],
    ),
  )
  const addressOf = (path: string) => addresses.get(path) ?? ''
  return {
    files: outputFiles.map(({ path, contents }) => webFile(`/assets/${basename(path)}`, Buffer.from(contents))),
    sources: sourcesOf(metafile),
    entries: {
      chat: { script: addressOf(sources.chatScript), style: addressOf(sources.chatStyle) },
      demo: { style: addressOf(sources.demoStyle) },
      code: { script: addressOf(sources.codeScript), style: addressOf(sources.codeStyle) },
      coordinator: { script: addressOf(sources.coordinatorScript), style: addressOf(sources.coordinatorStyle) },
      ...(desk && { desk: { script: addressOf(desk), ...deskStyleOf(addressOf, desk, deskStyle, outputFiles) } }),
    },
  }
}

/** The desk's style stands beside its script, or is imported by it. */
function deskStyleOf(addressOf: (path: string) => string, script: string, style: string | undefined, outputs: { path: string }[]) {
  if (style) return { style: addressOf(style) }
  const imported = outputs.find(({ path }) => /[/\\]desk-[^/\\]+\.css$/.test(path))
  return imported && script ? { style: `/assets/${basename(imported.path)}` } : {}
}

const favicon = () => webFile('/favicon.svg', readFileSync(here('widget/favicon.svg')))

function webFile(path: string, body: Buffer): WebFile {
  return { path, body, gzip: body, type: types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream' }
}

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}
