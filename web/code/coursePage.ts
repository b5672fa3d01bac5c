import type { Course } from '../../dialogs/course.ts'
import { type Locale, translator } from '../../locales/translate.ts'
import type { Offer } from '../../registry/offer.ts'
import { type Html, html } from '../html.ts'
import { qrCode } from './qr.ts'
import { type CodeAssets, codeCard, codeField, codePage } from './shell.ts'

interface View {
  locale: Locale
  assets: CodeAssets
  problem?: string
  told?: string
}

/** Asks for the code; with an invitation behind # the script shows the button that shows the code. */
export function askCourseCode(view: View): Html {
  const { locale } = view
  const t = translator(locale)
  const body = html`<form method="post" action="/course?lang=${locale}" data-for="code">
<p>${t('coursePage.intro')}</p>
${codeField(locale)}
<button name="do" value="open">${t('coursePage.open')}</button>
</form>
<form method="post" action="/course?lang=${locale}" data-for="invitation" hidden>
<p>${t('coursePage.invited')}</p>
<input type="hidden" name="invitation">
<button name="do" value="show">${t('coursePage.show')}</button>
</form>`
  return codePage({ ...view, title: t('coursePage.title'), body })
}

/** The code, this once. `address`: of the page where it is used. */
export function showCourseCode(view: View & { code: string; address: string }): Html {
  const { locale, code, address } = view
  const t = translator(locale)
  const qr = qrCode(`${address}#code=${encodeURIComponent(code.replaceAll(' ', '-'))}`, t('coursePage.qr'))
  const card = codeCard(locale, { title: t('coursePage.cardTitle'), code, address, qr, about: t('coursePage.cardAbout') })
  return codePage({ ...view, title: t('coursePage.yourCode'), body: html`<p class="no-print">${t('coursePage.keep')}</p>${card}` })
}

/** A course as its page shows it. `ticket` opens it again without the code. */
export interface CourseShown {
  kind: Course['kind']
  municipality: string
  ticket: string
  /** How it stands, in sentences. */
  news: string[]
  planned: boolean
  referrals: Offer[]
  /** Before the first session, or since; the number given already. */
  measure: { when: 'before' | 'after'; own?: number | undefined }
  /** How many questions WHO-5 has and how high an answer goes, where the municipality asks it. */
  who5?: { questions: number; highest: number } | undefined
}

/** The course itself: how it stands, the calendar file, how one is, and where to go on. */
export function showCourse(view: View & { course: CourseShown }): Html {
  const { locale, course } = view
  const { ticket, referrals } = course
  const t = translator(locale)
  const body = html`<p>${course.news.join(' ')}</p>
${
  course.planned &&
  html`<form method="post" action="/course?lang=${locale}"><input type="hidden" name="ticket" value="${ticket}">
<button class="second" name="do" value="calendar">${t('coursePage.calendar')}</button></form>`
}
<p><a class="button" href="/chat?municipality=${course.municipality}&lang=${locale}">${t('coursePage.chat')}</a></p>
<p class="hint">${t('coursePage.chatHint')}</p>
${referrals.length > 0 && html`<h2>${t('coursePage.onwards')}</h2><ul class="plain">${referrals.map(offer => referral(offer, locale))}</ul>`}
${measureForm(course, locale)}`
  return codePage({ ...view, title: t(`coursePage.kind.${course.kind}`), body })
}

const referral = ({ name, summary, firstStep }: Offer, locale: Locale): Html =>
  html`<li><strong>${name[locale]}</strong><br>${summary[locale]}<br>${firstStep.contact[locale]}</li>`

/** A number of one's own, and WHO-5 where the municipality asks it. All of it may be left out. */
function measureForm({ ticket, measure: { when, own }, who5 }: CourseShown, locale: Locale): Html {
  const t = translator(locale)
  return html`<h2>${t(`coursePage.measure.${when}`)}</h2>
<p class="hint">${t('coursePage.measure.free')}</p>
<form method="post" action="/course?lang=${locale}"><input type="hidden" name="ticket" value="${ticket}"><input type="hidden" name="when" value="${when}">
<fieldset><legend>${t('coursePage.measure.own')}</legend><p class="hint">${t('coursePage.measure.ownHint')}</p>
<div class="scale">${Array.from({ length: 11 }, (_, value) => radio('own', value, String(value), own === value))}</div></fieldset>
${who5 && who5Fields(who5, locale)}
<button name="do" value="measure">${t('coursePage.measure.save')}</button></form>`
}

/** WHO-5 in its official wording; source: WHO's Collaborating Centre at Psykiatrisk Center Nordsjælland, as Sundhedsstyrelsen hands it out. */
function who5Fields({ questions, highest }: NonNullable<CourseShown['who5']>, locale: Locale): Html {
  const t = translator(locale)
  const answers = Array.from({ length: highest + 1 }, (_, value) => highest - value)
  const question = (number: number) => html`<fieldset><legend>${t(`coursePage.who5.question.${number}`)}</legend>
${answers.map(value => radio(`who5-${number}`, value, t(`coursePage.who5.answer.${value}`), false))}</fieldset>`
  return html`<h3>${t('coursePage.who5.title')}</h3><p>${t('coursePage.who5.intro')}</p>
${Array.from({ length: questions }, (_, index) => question(index + 1))}
<p class="hint">${t('coursePage.who5.source')}</p>`
}

const radio = (name: string, value: number, label: string, checked: boolean): Html =>
  html`<label class="choice"><input type="radio" name="${name}" value="${value}"${checked && html` checked`}>${label}</label>`
