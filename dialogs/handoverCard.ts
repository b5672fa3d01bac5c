import { type Translate, translator } from '../locales/translate.ts'
import type { Situation } from '../registry/situation.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Entry, Locale } from './conversation.ts'
import type { HandoverCard, HandoverItemId } from './spoken.ts'

type Item = HandoverCard['items'][number]

/** Exactly what a counsellor gets, in `locale`: what the citizen took off it is not there. */
export function handoverCard(conversation: Conversation, locale: Locale, context: TalkContext): HandoverCard {
  const off = takenOff(conversation)
  return { type: 'handover', items: items(conversation, locale, context).filter(({ id }) => !off.includes(id)) }
}

/** What the citizen took off the card, before joining the queue or while waiting. */
export const takenOff = ({ handoff, talk }: Conversation): HandoverItemId[] =>
  handoff?.state === 'waiting' || handoff?.state === 'with' ? handoff.removed : talk.removed

/** What a counsellor may read word for word: what is said from the moment the citizen asked for one. */
export function passedOn({ handoff, log }: Conversation): Entry[] {
  const from = handoff?.state === 'waiting' || handoff?.state === 'with' ? (handoff.fromNumber ?? 1) : Number.POSITIVE_INFINITY
  return log.filter(({ number }) => number >= from)
}

/** Municipality and danger always pass on: the first says which desk it is, the second who is helped first. */
const kept: readonly HandoverItemId[] = ['municipality', 'urgency']

function items(conversation: Conversation, locale: Locale, { registry }: TalkContext): Item[] {
  const { talk, urgency, municipality, summary } = conversation
  const { situation } = talk
  const t = translator(locale)
  const themes = situation.themes
    .filter(({ weight }) => weight >= 0.5)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ theme }) => registry.themes.find(({ id }) => id === theme)?.name[locale])
  const suggested = [...new Set(talk.shown)].map(id => registry.offer(id)?.name[locale])
  const values: [HandoverItemId, string | undefined][] = [
    ['urgency', urgency.level === 'none' ? undefined : urgencyText(urgency, t)],
    ['role', situation.role && t(`handoff.card.role.${situation.role}`)],
    ['age', ageText(situation.age, situation.grade, t)],
    ['themes', listed(themes.slice(0, 5))],
    ['words', situation.words.length > 0 ? situation.words.map(words => `“${words}”`).join(' ') : undefined],
    ['scale', situation.scale === undefined ? undefined : t('handoff.card.ofTen', { scale: situation.scale })],
    ['hopes', hopes(situation, t)],
    ['summary', summary],
    ['suggested', listed(suggested)],
    ['municipality', registry.municipalities.find(({ id }) => id === municipality)?.name ?? municipality],
    ['district', registry.districts.find(({ id }) => id === situation.district)?.name],
  ]
  return values.flatMap(([id, value]) =>
    value === undefined || value === '' ? [] : [{ id, label: t(`handoff.card.label.${id}`), value, removable: !kept.includes(id) }],
  )
}

function urgencyText({ level, kinds }: Conversation['urgency'], t: Translate): string {
  const about = listed(kinds.map(kind => t(`handoff.card.kind.${kind}`)))
  return about === undefined ? t(`handoff.card.level.${level}`) : `${t(`handoff.card.level.${level}`)}: ${about}`
}

function ageText(age: number | undefined, grade: number | undefined, t: Translate): string | undefined {
  if (age === undefined) return grade === undefined ? undefined : t('handoff.card.grade', { grade })
  const years =
    age < 2 ? t('handoff.card.months', { count: Math.round(age * 12) }) : t('handoff.card.years', { age: String(age).replace('.', ',') })
  return grade === undefined ? years : `${years}, ${t('handoff.card.grade', { grade })}`
}

/** What they answered of hopes, what works, who helps and the next small step. */
function hopes({ hopes, whatWorks, oneStepUp, whoHelps, wishesFollowUp }: Situation, t: Translate): string | undefined {
  const parts = [
    wishesFollowUp === undefined ? undefined : t('handoff.card.followUp'),
    hopes === undefined ? undefined : t('handoff.card.hopes', { words: hopes }),
    whatWorks === undefined ? undefined : t('handoff.card.whatWorks', { words: whatWorks }),
    oneStepUp === undefined ? undefined : t('handoff.card.oneStepUp', { words: oneStepUp }),
    whoHelps === undefined ? undefined : t('handoff.card.whoHelps', { words: whoHelps }),
  ].filter(part => part !== undefined)
  return parts.length > 0 ? parts.join(' ') : undefined
}

const listed = (parts: (string | undefined)[]): string | undefined => {
  const known = parts.filter(part => part !== undefined)
  return known.length > 0 ? known.join(', ') : undefined
}
