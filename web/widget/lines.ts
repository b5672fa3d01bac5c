import type { HelpLine } from '../helpLines.ts'

/** Put in by web/build.ts from data/: the lines that always answer lie in the page itself. */
declare const LINES: HelpLine[]
export const lines = LINES
