import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadRegistry } from '../../registry/load.ts'
import { markOfSources, packedFile } from '../../registry/openThesaurus.ts'
import { packThesaurus } from '../../registry/packThesaurus.ts'
import { readThesaurus } from '../../registry/thesaurus.ts'

/** `node test/eval/packThesaurus.ts`: data/themes.json, words.json and cues.json read into data/thesaurus.bin, so that the start need not. After each change there. */
const folder = fileURLToPath(new URL('../../data/', import.meta.url))
const { themes } = await loadRegistry(folder)
const content = packThesaurus(readThesaurus(themes), await markOfSources(folder))
writeFileSync(`${folder}${packedFile}`, content)
console.log(`${(content.length / 1024).toFixed(0)} kB`)
