import { doesNotKnow, readYesNo, skips } from '../answers.ts'
import { plain, wordCount } from '../plain.ts'
import { yearsText } from '../reasonText.ts'
import { type Scene, voice, ways } from '../scene.ts'
import { isLow } from './oneStep.ts'
import { passing, type Question, withSituation } from './question.ts'

/** "Hvem hjælper allerede?" asked where the mark is low: what is there to build on; a fact told on the way ("min sagsbehandler") is heard too. */
export const helps: Question = {
  id: 'helps',
  known: ({ situation, passed, solutionFocused }) =>
    passed.includes('helps') ||
    situation.whoHelps !== undefined ||
    situation.scale === undefined ||
    (solutionFocused === true ? situation.whatWorks === undefined : !isLow(situation.scale)),
  ask: scene => ({ text: question(scene), choices: ways(scene), awaits: 'text' }),
  hear: ({ text }, { talk, context }) => {
    if (plain(text) === '') return undefined
    const said = passing(talk, 'helps')
    if (doesNotKnow(text) || skips(text) || nobody(text)) return said
    const facts = { ...context.matcher.understand(text).facts, ...talk.situation.facts }
    return withSituation(said, { whoHelps: text.trim(), facts })
  },
}

/** Where what works was told just before, the mark is not said again. */
function question({ talk: { situation, solutionFocused }, locale, t }: Scene): string {
  if (solutionFocused === true) return t(`loft.helps.ask.${voice(situation)}`)
  return t(`talk.helps.ask.${voice(situation)}`, { scale: yearsText(situation.scale ?? 0, locale) })
}

const nobody = (text: string) =>
  (readYesNo(text) === false && wordCount(text) <= 2) ||
  /^(der er )?(ikke nogen|ingen( rigtigt?| andre)?|nobody|no one|none)$/.test(plain(text))
