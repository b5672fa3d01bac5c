import { z } from 'zod'
import { loadAssess } from '../understanding.ts'
import { readArguments, WrongArguments } from './arguments.ts'
import { answerLines } from './jsonLines.ts'

const line = z.object({ id: z.union([z.string(), z.number()], 'an id is missing'), text: z.string('a text is missing') })

/** `brobygger assess --jsonl`, or one text as argument: level and kinds of danger as JSON. Resolves to the exit code. */
export async function assessCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { jsonl: { type: 'boolean' } })
  const text = positionals.join(' ')
  if (values.jsonl === (text !== ''))
    throw new WrongArguments('give either a text, or --jsonl with one JSON object a line on standard input')
  if (!values.jsonl && text === '') throw new WrongArguments('the text is missing: brobygger assess "jeg kan ikke mere", or --jsonl')
  const assess = await loadAssess()
  const answer = (words: string) => {
    const { level, kinds } = assess([words])
    return { level, kinds }
  }
  if (!values.jsonl) {
    process.stdout.write(`${JSON.stringify(answer(text))}\n`)
    return 0
  }
  const streams = { input: process.stdin, output: process.stdout, complaints: process.stderr }
  return (await answerLines(streams, line, ({ id, text: words }) => ({ id, ...answer(words) }))) ? 0 : 1
}
