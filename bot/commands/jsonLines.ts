import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { z } from 'zod'

/**
 * Answers a stream of JSON lines, one line for one line, as they come. A line that does not hold is told on `complaints` with its number and what
 * was expected, never with its text, and the rest goes on. Resolves to whether all lines held.
 */
export async function answerLines<T>(
  { input, output, complaints }: { input: Readable; output: Writable; complaints: Writable },
  shape: z.ZodType<T>,
  answer: (line: T) => unknown,
): Promise<boolean> {
  let number = 0
  let allHeld = true
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() === '') continue
    const read = readLine(line, shape)
    if ('expected' in read) {
      allHeld = false
      complaints.write(`line ${number}: ${read.expected}\n`)
    } else if (!output.write(`${JSON.stringify(answer(read.value))}\n`)) await once(output, 'drain')
  }
  return allHeld
}

function readLine<T>(line: string, shape: z.ZodType<T>): { value: T } | { expected: string } {
  let json: unknown
  try {
    json = JSON.parse(line.replace(/^\uFEFF/, ''))
  } catch {
    return { expected: 'expected one JSON object on the line, such as {"id":"1","text":"..."}' }
  }
  const { data, error } = shape.safeParse(json)
  if (error === undefined) return { value: data }
  return { expected: error.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`).join('; ') }
}
