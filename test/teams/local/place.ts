import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import { serverProcess } from '../../faults/serverProcess.ts'
import { openConnector } from '../connector.ts'
import { bundlePage } from './bundle.ts'
import { openChat } from './chat.ts'

export interface LocalTeams {
  /** The page with the chat. */
  url: string
  /** What the server said when it started: its own addresses, and the link for the first counsellor. */
  greeting: string
  close(): Promise<void>
}

/** A connector, a server that listens to it, and a page on loopback in which one is the parent. Throws where the port (0: any) is in use. */
export async function openLocalTeams(port: number): Promise<LocalTeams> {
  const files = await bundlePage()
  const connector = await openConnector()
  // What a developer has set for a server of their own stays out of it; without a website it is the server's own page.
  const absent = { DATABASE_URL: '', BROBYGGER_KEY: '', BROBYGGER_TEAMS_WEBSITE: '', BROBYGGER_LOG: 'warn' }
  const bot = await serverProcess({ ...connector.environment, ...absent })
  const page = createServer((req, res) => void answer(req, res).catch(error => refuse(res, error)))
  try {
    await listen(page, port)
    await bot.start()
  } catch (error) {
    await close()
    throw error
  }
  const chat = openChat(connector, bot.url)
  await chat.act({ do: 'begin', locale: 'da-DK' })
  return { url: `http://127.0.0.1:${(page.address() as AddressInfo).port}/`, greeting: bot.written().trimEnd(), close }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const file = files.get(req.url ?? '')
    if (req.method === 'GET' && file) return void res.writeHead(200, { 'Content-Type': file.type }).end(file.body)
    if (req.method === 'GET' && req.url === '/events') return stream(req, res)
    // A page of another site cannot send this type without being let in first.
    const ours = req.method === 'POST' && req.url === '/do' && req.headers['content-type'] === 'application/json'
    if (!ours) return void res.writeHead(404).end()
    const answered = await chat.act(await json(req))
    res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answered))
  }

  function stream(req: IncomingMessage, res: ServerResponse): void {
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    req.on(
      'close',
      chat.watch(shown => res.write(`data: ${JSON.stringify(shown)}\n\n`)),
    )
  }

  async function close(): Promise<void> {
    page.close()
    page.closeAllConnections()
    await bot.stop()
    await bot.remove()
    await connector.close()
  }
}

function refuse(res: ServerResponse, error: unknown): void {
  const wrong = error instanceof z.ZodError || error instanceof SyntaxError
  const words = wrong
    ? `The page sent what is not known here: ${error.message}`
    : 'The bot does not answer. Where it is still starting, load the page again; else stop with Ctrl-C, and start anew.'
  if (res.headersSent) res.destroy()
  else res.writeHead(wrong ? 400 : 502, { 'Content-Type': 'text/plain; charset=utf-8' }).end(words)
}

const listen = (server: ReturnType<typeof createServer>, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
