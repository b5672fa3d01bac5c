import { readRole } from './answers.ts'
import type { TalkContext } from './context.ts'
import { wordCount } from './plain.ts'
import type { Talk } from './talk.ts'

/**
 * "nej, han er 9", "undskyld, det er min datter": an outright correction of who or how old, at any point. It changes what was said before and is
 * neither an answer to what is being asked nor a new need. undefined: it corrects nothing.
 */
export function hearCorrection(talk: Talk, text: string, context: TalkContext): Talk | undefined {
  const said = opening.exec(text)?.[1]
  if (said === undefined || wordCount(said) > 8) return undefined
  const { age, grade } = context.matcher.understand(said)
  const role = readRole(said)
  const { situation } = talk
  const otherAge = age !== undefined && situation.age !== undefined && age !== situation.age
  if (!otherAge && (role === undefined || situation.role === undefined)) return undefined
  const { grade: _, ...rest } = situation
  const corrected = {
    ...(otherAge ? { ...rest, age, ...(grade !== undefined && { grade }) } : situation),
    ...(role !== undefined && { role }),
  }
  return { ...talk, situation: corrected }
}

const opening =
  /^\s*(?:nej|næ|nå|ups|undskyld|forkert|jeg mente|jeg mener|faktisk|altså|no|oops|sorry|i meant|i mean|actually)[\s,.:;]+(?:men\s+)?(.+)$/is
