import type { Offer } from '../../registry/offer.ts'
import { plain } from '../plain.ts'
import { buttons, type Scene } from '../scene.ts'
import type { Spoken } from '../spoken.ts'
import type { Talk } from '../talk.ts'
import { type Question, withSituation } from './question.ts'

/** Why it did not fit, asked lightly. Whatever the answer, what was shown is not shown again. */
export const misfit: Question = {
  id: 'misfit',
  known: () => true,
  ask: scene => askMisfit(scene),
  hear: ({ text, choice }, { talk, context }) => {
    const why = whyOf(text, choice)
    const left: Talk = { ...talk, without: [...new Set([...talk.without, ...talk.suggested])] }
    if (why === 'far')
      return { ...left, without: [...new Set([...left.without, ...context.registry.offers.filter(onlyThere).map(({ id }) => id)])] }
    if (why === 'age') return askingAgeAgain(left)
    return why === undefined && plain(text) === '' ? undefined : left
  },
}

/** Why it did not fit, as far as we act on it. "Vil hellere tale med nogen" is a wish for a human and is heard as one. */
export type Why = 'far' | 'tried' | 'age' | 'talk' | 'other'

export function whyOf(text: string, choice: string | undefined): Why | undefined {
  const pressed = whys.find(why => choice === `misfit.${why}`)
  if (pressed !== undefined || choice === 'skip') return pressed ?? 'other'
  const said = plain(text)
  if (/\b(langt (væk|fra)|for langt|transport|afstand|far away|too far|kan ikke komme)\b/.test(said)) return 'far'
  if (/\b(prøvet|været der|kender (det|dem)|tried|been there)\b/.test(said)) return 'tried'
  if (/\b(alder(en)?|for (gammel|ung|lille|stor)|too (old|young)|my age)\b/.test(said)) return 'age'
  if (/\b(hellere|rather|prefer)\b.*\b(tale|snakke|menneske|talk|someone)\b/.test(said)) return 'talk'
  return undefined
}

export const askMisfit = ({ t }: Scene): Spoken => ({
  text: t('talk.misfit.ask'),
  choices: buttons(t, ...whys.map(why => `misfit.${why}`), 'skip', 'human'),
  awaits: 'text',
})

const whys: Why[] = ['far', 'tried', 'age', 'talk', 'other']

/** One must go there: no line, chat, home visit or school. */
export const onlyThere = ({ kind, format }: Offer): boolean =>
  kind === 'offer' &&
  format.length > 0 &&
  !format.some(way => ['chat', 'phone', 'sms', 'online', 'home', 'school', 'daycare'].includes(way))

function askingAgeAgain(talk: Talk): Talk {
  const { age, grade, ...situation } = talk.situation
  return { ...withSituation(talk, {}), situation, passed: talk.passed.filter(step => step !== 'age') }
}
