import { type Translate, translator } from '../locales/translate.ts'
import type { Situation } from '../registry/situation.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Locale } from './conversation.ts'
import type { Spoken } from './spoken.ts'
import type { Talk } from './talk.ts'
import { urgencyNow } from './urgencyNow.ts'

/** What a step may look at when it asks or hears. */
export interface Scene {
  talk: Talk
  locale: Locale
  t: Translate
  context: TalkContext
  /** As far as it still decides (urgencyNow.ts). */
  urgency: Conversation['urgency']
}

export const sceneOf = (conversation: Conversation, context: TalkContext): Scene => ({
  talk: conversation.talk,
  locale: conversation.locale,
  t: translator(conversation.locale),
  context,
  urgency: urgencyNow(conversation),
})

/** Who we speak to, where it changes the words: to the young about themselves, to parents about their child. */
export function voice({ role, facts }: Situation): 'young' | 'parent' | 'other' {
  if (role === 'young' || (facts.pregnant === true && role === undefined)) return 'young'
  return role === 'parent' ? 'parent' : 'other'
}

/** Buttons by their values; each title lies under talk.choice, with _ for the dots. */
export const buttons = (t: Translate, ...values: string[]): NonNullable<Spoken['choices']> =>
  values.map(value => ({ value, title: t(`talk.choice.${value.replaceAll('.', '_')}`) }))

/** What stands open at every question: skip it, see offers now (once the need is known), a human. */
export function ways({ talk, t }: Scene): NonNullable<Spoken['choices']> {
  const needKnown = talk.situation.themes.length > 0 || talk.situation.words.length > 0 || talk.passed.includes('mind')
  return buttons(t, 'skip', ...(needKnown ? ['offers'] : []), 'human')
}
