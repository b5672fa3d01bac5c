import { readCode } from '../dialogs/code.ts'
import type { Incoming } from '../dialogs/conversation.ts'
import type { Services } from './services.ts'

/** A code of four words in what the citizen wrote is looked up, and taken out of it: it never comes into the log. */
export async function withCode(door: Pick<Services, 'courses' | 'codeTries'>, incoming: Incoming): Promise<Incoming> {
  const read = incoming.choice === undefined ? readCode(incoming.text) : undefined
  if (!read) return incoming
  const { code, masked: text } = read
  if (code === undefined) return { ...incoming, text, code: { problem: 'mistyped' } }
  try {
    await door.codeTries.admit('codes')
  } catch {
    return { ...incoming, text, code: { problem: 'busy' } }
  }
  const course = await door.courses.byCode(code)
  return { ...incoming, text, code: course ? { course } : { problem: 'unknown' } }
}
