import { z } from 'zod'
import type { FromPage } from '../../desk/wire.ts'

/** What a page sends. undefined: nothing that we know. */
export function readFrame(text: string): FromPage | undefined {
  try {
    return frame.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

const id = z.string().max(100)

const frame = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    presence: z.enum(['available', 'busy', 'away']).optional(),
    known: z.record(id, z.number().int().min(0)).optional(),
  }),
  z.strictObject({ type: z.literal('typing'), id }),
  z.strictObject({ type: z.literal('watch'), id: id.optional() }),
  z.strictObject({ type: z.literal('active') }),
  z.strictObject({ type: z.literal('ping') }),
])
