import { type ParseArgsConfig, parseArgs } from 'node:util'

/** Wrong arguments: one line that says what and how to mend it; the process ends with 2. */
export class WrongArguments extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongArguments'
  }
}

/** The options and the rest, read strictly. Throws WrongArguments. */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new WrongArguments(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error))
  }
}
