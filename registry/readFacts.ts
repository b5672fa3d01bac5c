import cues from '../data/cues.json' with { type: 'json' }
import words from '../data/words.json' with { type: 'json' }
import type { Find } from './phrases.ts'
import type { FactId, Role, ThemeHit } from './situation.ts'
import { normalise, stem, type Word } from './text.ts'

/** Facts said outright, and those a clearly heard theme carries. What is said of a sibling or friend is not true of the child itself. */
export function readFacts(
  finds: Find[],
  hits: readonly ThemeHit[],
  said: readonly Word[],
  role: Role | undefined,
): Record<FactId, boolean> {
  const facts: Record<FactId, boolean> = {}
  const someoneElse = said.map((_, here) => aboutAnother(here, said, role === 'young' || role === undefined ? peers : grownUps))
  for (const [fact, cue] of Object.entries(cues.facts)) {
    const carried = 'themes' in cue ? cue.themes : []
    if (hits.some(hit => carried.includes(hit.theme) && hit.weight >= 0.7) && !(childFacts.has(fact) && someoneElse.some(Boolean)))
      facts[fact] = true
  }
  for (const { entry, at, weight } of finds) {
    const [fact, answer] = entry.label.split(':')
    if (fact === undefined || weight < 0.6) continue
    if (answer === 'yes' && childFacts.has(fact) && at.some(index => someoneElse[index])) continue
    if (answer === 'yes' && facts[fact] === undefined) facts[fact] = true
  }
  for (const { entry, weight } of finds) {
    const [fact, answer] = entry.label.split(':')
    if (fact !== undefined && answer === 'no' && weight >= 0.6) facts[fact] = false
  }
  if (facts.pregnant === true && facts.newMother === undefined) facts.newMother = false
  return facts
}

const childFacts = new Set(['autism', 'disability', 'assessed', 'placed', 'premature', 'brainInjury', 'languageDelay'])

/** A sibling or friend (of one who is young), a partner (of a parent) stands a few words before: the line is about them. "jeg har" of a parent is about the parent. */
function aboutAnother(here: number, said: readonly Word[], others: ReadonlySet<string>): boolean {
  for (let back = here; back >= Math.max(0, here - 6); back--) {
    const word = said[back]
    if (word === undefined || (said[here]?.place ?? 0) - word.place > 4) return false
    if (others.has(stem(word.spelt))) return true
    if (word.spelt === 'jeg') return others === grownUps && said[back + 1]?.spelt === 'har'
    if (others === grownUps && kin.has(stem(word.spelt))) return false
  }
  return false
}

const stemsOf = (list: string) => new Set(list.split(' ').map(word => stem(normalise(word))))
const peers = stemsOf(`${words.classes.SØSKENDE} ${words.classes.VEN}`)
const grownUps = stemsOf(words.classes.PARTNER)
const kin = stemsOf(words.classes.BARN)
