import { districtIn } from '../registry/findDistrict.ts'
import type { Situation } from '../registry/situation.ts'
import type { TalkContext } from './context.ts'
import { beginsAsQuestion } from './intents/looseQuestion.ts'
import { wordCount } from './plain.ts'
import { passing } from './steps/question.ts'
import type { Talk } from './talk.ts'
import { saysAge, whoWrites } from './whoWrites.ts'

/**
 * What a free message tells, laid over what is known: one message may answer several questions, and a later answer replaces an earlier one.
 * undefined when nothing in it says anything we know and it is too short to be a need in other words.
 */
export function hearNeed(talk: Talk, text: string, context: TalkContext): Talk | undefined {
  // A number tells nothing by itself: it is an answer to what was asked, or none.
  if (/^[\d\s.,/]*$/.test(text)) return undefined
  const heard = withDistrict(talk.situation, onlyTold(talk.situation, withWriter(talk.situation, text, context), text), text, context)
  if (namesPlaceOnly(talk.situation, heard, text)) return { ...talk, situation: { ...talk.situation, district: heard.district } }
  const told = toldSomething(talk.situation, heard)
  const isNeed = newThemes(talk.situation, heard) || wordCount(text) >= 4
  if (!told && !isNeed) return undefined
  const words = isNeed ? [...talk.situation.words, text.trim()] : talk.situation.words
  const next = { ...talk, situation: { ...heard, words } }
  return isNeed ? passing(next, 'mind') : next
}

/** "skal vi have en sag?", "skal hun have en diagnose først?": nobody has it because it is asked about. */
function onlyTold(before: Situation, heard: Situation, text: string): Situation {
  if (!beginsAsQuestion(text)) return heard
  const facts = Object.entries(heard.facts).filter(([fact]) => !askedAbout.has(fact) || before.facts[fact] !== undefined)
  return { ...heard, facts: Object.fromEntries(facts) }
}
const askedAbout: ReadonlySet<string> = new Set(['hasCase', 'assessed', 'placed'])

/** The district that a school named in passing lies in; one in another municipality tells nothing of where they live. */
function withDistrict(before: Situation, heard: Situation, text: string, { registry: { districts } }: TalkContext): Situation {
  const { district, ...rest } = heard
  const here = districts.find(({ id }) => id === district)
  const found = here?.municipality === heard.municipality ? here : districtIn(districts, heard.municipality ?? '', text)
  const id = found?.id ?? before.district
  return id === undefined ? rest : { ...rest, district: id }
}

/** "Melby Skole", "hun går på Hundested Skole": where it is, and nothing of what is hard. */
function namesPlaceOnly(before: Situation, heard: Situation, text: string): heard is Situation & { district: string } {
  if (heard.district === undefined || heard.district === before.district || wordCount(text) > longestPlace) return false
  return !heard.themes.some(({ theme, weight }) => weight >= clearlyHeard && !before.themes.some(known => known.theme === theme))
}
const longestPlace = 6
const clearlyHeard = 0.6

/** Heard once more with who writes, where only the way it is told says so: whose age a number is depends on it. Pure. */
export function withWriter(before: Situation, text: string, { matcher }: Pick<TalkContext, 'matcher'>): Situation {
  // "jeg er 13" of one who told of a brother or friend: what is found must be open to the one who writes.
  if (before.role === 'relative' && saysAge(text)) {
    const { age: _, grade: __, ...rest } = before
    return matcher.hear({ ...rest, role: 'young' }, text)
  }
  const heard = matcher.hear(before, text)
  if (before.role !== undefined) return heard
  const role = whoWrites(text, heard)
  const outright = heard.role !== undefined && !(role === 'parent' && heard.role === 'young')
  return role === undefined || outright ? heard : matcher.hear({ ...before, role }, text)
}

/** Whether anything of who, age, facts, district or themes is known now that was not, or otherwise. */
function toldSomething(before: Situation, after: Situation): boolean {
  return (
    before.role !== after.role ||
    before.age !== after.age ||
    before.district !== after.district ||
    newThemes(before, after) ||
    Object.entries(after.facts).some(([fact, is]) => before.facts[fact] !== is)
  )
}

const newThemes = (before: Situation, after: Situation): boolean =>
  after.themes.some(({ theme, words }) => !before.themes.some(known => known.theme === theme && known.words.join() === words.join()))
