import { writeFileSync } from 'node:fs'
import { compileRisk } from '../../dialogs/urgency/compile.ts'
import { loadRisk } from '../../registry/loadRisk.ts'
import { compiledContent } from '../../registry/openRisk.ts'

/** `node test/eval/compileRisk.ts`: data/risk checked and compiled into data/risk/compiled.json, so that the start need not. After each change there. */
const folder = new URL('../../data', import.meta.url)
const content = await compiledContent(folder, compileRisk(await loadRisk(folder, { weighed: false })))
writeFileSync(new URL('../../data/risk/compiled.json', import.meta.url), content)
console.log(`${(content.length / 1024).toFixed(0)} kB`)
