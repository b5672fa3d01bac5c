import type { Role } from '../../registry/situation.ts'
import { doesNotKnow } from '../answers.ts'
import { hearNeed } from '../hearNeed.ts'
import { type Scene, voice, ways } from '../scene.ts'
import type { Spoken } from '../spoken.ts'
import { passing, type Question, withSituation } from './question.ts'

/** What is on their mind: their own words, or a theme from the buttons. */
export const mind: Question = {
  id: 'mind',
  known: ({ situation, passed }) => passed.includes('mind') || situation.themes.length > 0 || situation.words.length > 0,
  ask: scene => ({
    text: scene.t(scene.talk.situation.role === 'professional' ? 'professional.mind' : `talk.mind.ask.${voice(scene.talk.situation)}`),
    choices: [...themeButtons(scene), ...ways(scene)],
    awaits: 'text',
  }),
  hear: ({ text, choice }, scene) => {
    const { talk, context, locale } = scene
    const theme = context.registry.themes.find(({ id }) => choice === `theme.${id}`)
    if (theme) {
      const hit = { theme: theme.id, weight: 1, words: [theme.name[locale]] }
      const themes = [...talk.situation.themes.filter(({ theme: id }) => id !== theme.id), hit]
      return passing(withSituation(talk, { themes }), 'mind')
    }
    if (doesNotKnow(text)) return undefined
    return hearNeed(talk, text, context)
  },
}

/** Buttons for those who do not know what to write: what people like them come with most often. There is always something to press. */
export function themeButtons({ talk, context, locale }: Scene): NonNullable<Spoken['choices']> {
  const role: Role = talk.situation.role ?? 'young'
  return usual[role].flatMap(id => {
    const theme = context.registry.themes.find(one => one.id === id)
    return theme ? [{ value: `theme.${id}`, title: capital(theme.name[locale]) }] : []
  })
}

const usual: Record<Role, string[]> = {
  young: ['loneliness', 'bullying', 'anxiety', 'sadness', 'stress', 'schoolRefusal', 'conflictHome', 'someoneToTalkTo'],
  parent: ['anxiety', 'anger', 'schoolRefusal', 'infant', 'parenting', 'conflictHome', 'divorce', 'economy'],
  relative: ['anxiety', 'sadness', 'eatingDisorder', 'conflictHome', 'alcoholInFamily', 'drugs', 'worryAboutChild', 'someoneToTalkTo'],
  professional: [
    'anxiety',
    'behaviour',
    'schoolRefusal',
    'daycareWellbeing',
    'autism',
    'violence',
    'worryAboutChild',
    'professionalSparring',
  ],
}

const capital = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1)
