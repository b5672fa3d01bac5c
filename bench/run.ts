import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

/**
 * `npm run bench [name ...]`: every comparison, one after the other, each in a process of its own. Ratios against a peer in the same run. What comes
 * from the first `--` option on is for the one that is named: `npm run bench load -- --counsellors 5 --rate 200`.
 */
const all = ['turn', 'teams', 'delivery', 'open', 'queue', 'load', 'match', 'urgency', 'deskPage']
const given = process.argv.slice(2)
const firstOption = given.findIndex(one => one.startsWith('-'))
const wanted = firstOption === -1 ? given : given.slice(0, firstOption)
const options = firstOption === -1 ? [] : given.slice(firstOption)
if (options.length > 0 && wanted.length !== 1) {
  console.error(`bench: ${options[0]} is for one of them, as in: npm run bench load -- --counsellors 5`)
  process.exit(2)
}
const unknown = wanted.filter(name => !all.includes(name))
if (unknown.length > 0) {
  console.error(`bench: there is no ${unknown.join(', ')}; there are ${all.join(', ')}`)
  process.exit(2)
}

console.log(`${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`)
const failed = (wanted.length > 0 ? wanted : all).filter(name => {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  if (!existsSync(file)) return true
  console.log(`\n# ${name}`)
  return spawnSync(process.execPath, ['--expose-gc', file, ...options], { stdio: 'inherit' }).status !== 0
})
if (failed.length > 0) {
  console.error(`bench: not finished: ${failed.join(', ')}`)
  process.exit(1)
}
