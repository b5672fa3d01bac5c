import type { Situation } from '../registry/situation.ts'
import type { TalkContext } from './context.ts'
import { wordCount } from './plain.ts'
import { passing } from './steps/question.ts'
import type { Talk } from './talk.ts'

/**
 * What a free message tells, laid over what is known: one message may answer several questions, and a later answer replaces an earlier one.
 * undefined when nothing in it says anything we know and it is too short to be a need in other words.
 */
export function hearNeed(talk: Talk, text: string, context: TalkContext): Talk | undefined {
  const heard = withOwnAge(context.matcher.hear(talk.situation, text), text)
  const told = toldSomething(talk.situation, heard)
  const isNeed = newThemes(talk.situation, heard) || wordCount(text) >= 4
  if (!told && !isNeed) return undefined
  const words = isNeed ? [...talk.situation.words, text.trim()] : talk.situation.words
  const next = { ...talk, situation: { ...heard, words } }
  return isNeed ? passing(next, 'mind') : next
}

/** "jeg er 15": whoever says their own age and names nobody else writes about themselves. */
function withOwnAge(heard: Situation, text: string): Situation {
  const years =
    /(?:^|[^\p{L}])(?:jeg er|jeg bliver|i am|i['’]?m)\s+(\d{1,2})(?![\d.,]|\s*(?:uger|måned|mdr|dage|timer|weeks|months|days|hours))/iu.exec(
      text,
    )?.[1]
  if (years === undefined || heard.age !== undefined || (heard.role !== undefined && heard.role !== 'young')) return heard
  return { ...heard, age: Number(years), role: 'young' }
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
