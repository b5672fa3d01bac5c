import { type Translate, translator } from '../locales/translate.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Locale } from './conversation.ts'
import { type Course, heldIn, nextSession, sessionsGiven } from './course.ts'
import { botSays, systemSays } from './log.ts'
import { buttons } from './scene.ts'

/** What a code of four words led to. */
export type CodeHeard = { course: Course } | { problem: 'mistyped' | 'unknown' | 'busy' }

/** A course was opened in this talk: what it is, and where the citizen sees the code, which is not in the talk itself. Pure. */
export function tellCourse(conversation: Conversation, course: Course, href: string, context: TalkContext): Conversation {
  const t = translator(conversation.locale)
  const text = t(`course.opened.${course.kind}`, { given: sessionsGiven[course.kind] })
  const card = { type: 'link' as const, title: t('course.seeCode'), href }
  return systemSays({ ...conversation, course: course.id }, [{ text, card, awaits: 'text' }], context)
}

/** Whoever has a case already is shown the way to their own adviser, kindly. Pure. */
export function tellCase(conversation: Conversation, context: TalkContext): Conversation {
  const t = translator(conversation.locale)
  return systemSays(conversation, [{ text: t('course.hasCase'), awaits: 'text' }], context)
}

/** The citizen gave a code: how the course stands, whoever holds the talk; or, calmly, why it leads nowhere. Pure. */
export function hearCode(conversation: Conversation, heard: CodeHeard, context: TalkContext): Conversation {
  const t = translator(conversation.locale)
  const says = conversation.holder.who === 'bot' ? botSays : systemSays
  if ('problem' in heard) {
    const choices = conversation.holder.who === 'bot' ? { choices: buttons(t, 'human') } : {}
    return says(conversation, [{ text: t(`course.problem.${heard.problem}`), ...choices, awaits: 'text' }], context)
  }
  const { course } = heard
  const text = [t(`course.welcome.${course.kind}`), ...courseNews(course, conversation.locale)].join(' ')
  const choices = conversation.holder.who === 'bot' && !course.closed ? { choices: buttons(t, 'human') } : {}
  return says({ ...conversation, course: course.id }, [{ text, ...choices, awaits: 'text' }], context)
}

/** How a course stands, in a few sentences: what is held, and what comes. Pure. */
export function courseNews(course: Course, locale: Locale): string[] {
  const t = translator(locale)
  const times = heldIn(course)
  const held = times === 0 ? [] : [times === 1 ? t('course.heldOnce') : t('course.heldTimes', { times })]
  if (course.closed) return [...held, t('course.closed')]
  const next = nextSession(course)
  return [...held, next ? sessionText(next, locale, t) : t('course.noTime')]
}

/** "Næste gang er torsdag den 3. december kl. 10.00, i Sundhedshuset." */
export function sessionText(
  { at, place }: Pick<Extract<Course['sessions'][number], { state: 'planned' }>, 'at' | 'place'>,
  locale: Locale,
  t: Translate,
): string {
  const when = times[locale].format(new Date(at))
  if (place.kind === 'meeting') return t('course.next.meeting', { when, where: place.where })
  return t(`course.next.${place.kind}`, { when })
}

const times = {
  da: new Intl.DateTimeFormat('da-DK', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Copenhagen' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Copenhagen' }),
}
