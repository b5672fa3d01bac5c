import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

export const bodyLimit = 16 * 1024
const depthLimit = 10
/** What is too big is read to its end, so that the client gets to hear why; beyond this it is cut off. */
const drainLimit = 8 * 1024 * 1024

/** The JSON of a request; undefined where there is none. Refuses what is too big, too deep, not JSON, or reaches for an object's prototype. */
export async function readJson(req: IncomingMessage, limit = bodyLimit): Promise<unknown> {
  return parseJson(await readText(req, limit))
}

/** The same, of a text that was read already. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'BadArgument')
  }
  if (!isPlain(value, depthLimit)) throw new Refusal(400, 'BadArgument')
  return value
}

/** The text of a request, as far as it may be long. Throws Refusal. */
export async function readText(req: IncomingMessage, limit = bodyLimit): Promise<string> {
  const bytes = await readBytes(req, limit)
  try {
    return utf8.decode(bytes)
  } catch {
    throw new Refusal(400, 'BadArgument')
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function readBytes(req: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      if (size <= drainLimit) return
      tooBig()
      req.destroy()
    })
    req.once('end', () => (size > limit ? tooBig() : resolve(Buffer.concat(chunks))))
    req.once('error', hungUp)
    req.once('close', () => req.complete || hungUp())
    if (req.destroyed) hungUp() // while it was looked at who asks

    function tooBig() {
      reject(new Refusal(413, 'TooBig'))
    }
    function hungUp() {
      reject(new Refusal(400, 'BadArgument'))
    }
  })
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0) return false
  return Object.entries(value).every(([key, part]) => !reachesPrototype.has(key) && isPlain(part, depth - 1))
}

const reachesPrototype = new Set(['__proto__', 'constructor', 'prototype'])
