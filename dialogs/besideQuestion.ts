import { readIntent } from './intents/readIntent.ts'

/**
 * What is told beside practical questions: "jeg kan ikke mere" of "hvornår har I åbent, jeg kan ikke mere". undefined where there is no such question, or nothing
 * beside it. Such a question says nothing of danger, and must not thin it out.
 */
export function besideQuestion(text: string): string | undefined {
  const parts = text.split(/[.?!,;:\n]+\s*|\s+(?:for|fordi|because)\s+(?=\p{L}+\s+\p{L}+\s+\p{L})/u).filter(part => part.trim() !== '')
  if (parts.length < 2) return undefined
  const told = parts.filter(part => readIntent(part) === undefined)
  return told.length === 0 || told.length === parts.length ? undefined : told.join('. ')
}
