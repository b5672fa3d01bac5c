import { readFileSync, writeFileSync } from 'node:fs'
import { compileRisk } from '../../dialogs/urgency/compile.ts'
import { fold, foldWeakly } from '../../dialogs/urgency/letters.ts'
import { createLexicon } from '../../dialogs/urgency/lexicon.ts'
import { createMend } from '../../dialogs/urgency/spelling.ts'
import { loadRisk } from '../../registry/loadRisk.ts'

/**
 * `node test/eval/realWords.ts LIST...` writes data/risk/real.json: the words of the language that would be taken for a misspelt word
 * of danger (hold, kold for vold) and are none. LIST: one word a line, such as /usr/share/dict/danish and american-english of Debian's
 * wdanish and wamerican. To be run again when words of danger are added.
 */
const data = await loadRisk(new URL('../../data', import.meta.url))
const lexicon = createLexicon(compileRisk(data))
const mend = createMend(lexicon.words(), lexicon.beginnings(), new Set())
const real = new Set<string>()
for (const file of process.argv.slice(2)) {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const word = line.trim().toLowerCase()
    if (!/^[a-zæøå]{3,24}$/.test(word)) continue
    const key = fold(word)
    if (lexicon.exactly(key).length > 0) continue
    const mistaken = mend(key) !== undefined || (foldWeakly(key) === key && lexicon.weakly(key).length > 0)
    if (mistaken) real.add(key)
  }
}
writeFileSync(new URL('../../data/risk/real.json', import.meta.url), `${JSON.stringify({ words: [...real].sort().join(' ') })}\n`)
console.log(`${real.size} words`)
