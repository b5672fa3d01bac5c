import type { Situation } from '../registry/situation.ts'
import { plain } from './plain.ts'
import { quotable } from './quotable.ts'
import { type Scene, voice } from './scene.ts'

/** A short word that it was heard: a correction, the first need in its own words, or a little more. undefined: nothing new was told. */
export function acknowledgement(before: Situation, after: Situation, { t, urgency }: Pick<Scene, 't' | 'urgency'>): string | undefined {
  const corrected = (before.age !== undefined && before.age !== after.age) || (before.role !== undefined && before.role !== after.role)
  if (corrected) return t('talk.ack.corrected')
  if (after.words.length === before.words.length) return undefined
  // Where danger was heard, "det tager jeg med" is too little for what may be said now.
  if (before.words.length > 0) return t(urgency.level === 'none' ? 'talk.ack.more' : 'talk.ack.heard')
  const quoted = quotes(after).map(words => `“${words}”`)
  if (quoted.length === 0 && asks(after.words.at(-1) ?? '')) return t('talk.ack.question')
  const key = quoted.length === 0 ? 'talk.ack.need' : 'talk.ack.words'
  return t(`${key}.${voice(after)}`, { words: quoted.join(t('talk.ack.and')) })
}

/** "kan man få hjælp til en børnehaveplads?": a question, in which nothing hard is told. */
const asks = (text: string): boolean =>
  text.trim().endsWith('?') ||
  /^(kan (man|i|du|vi|jeg)|må (man|jeg|vi)|er der|findes der|hvor|hvordan|hvem|hvad|hvornår|can (i|you|we)|is there|how|where|who|what|when) /.test(
    plain(text),
  )

/** At most two, of what is clearly heard. */
function quotes({ themes, words }: Situation): string[] {
  const said = themes.filter(({ weight }) => weight >= 0.6).flatMap(hit => hit.words)
  return quotable(said, words.at(-1) ?? '').slice(0, 2)
}
