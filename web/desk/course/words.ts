import da from '../../../locales/da/deskCourse.json' with { type: 'json' }
import en from '../../../locales/en/deskCourse.json' with { type: 'json' }
import type { Locale } from '../words.ts'

export type CourseWords = typeof da

export const courseWords: Record<Locale, CourseWords> = { da, en }

/** "tors. 3. dec. kl. 10.00" */
export const moment = (at: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'da' ? 'da-DK' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Copenhagen',
  }).format(new Date(at))
