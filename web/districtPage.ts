import { type Locale, translator } from '../locales/translate.ts'
import { type Html, html } from './html.ts'

/** What stands on a district's page, worded for the reader. */
export interface DistrictView {
  id: string
  name: string
  schools: readonly string[]
  daycares: readonly string[]
  professions: readonly string[]
  /** Least intrusive first. */
  offers: readonly { name: string; summary: string; contact: string; next: string; toVerify?: string }[]
  toVerify: boolean
}

interface Place {
  locale: Locale
  municipality: { id: string; name: string }
  style: string
}

/** The districts of a municipality, one link each. */
export function districtsPage(place: Place, districts: readonly Pick<DistrictView, 'id' | 'name' | 'schools'>[]): Html {
  const t = translator(place.locale)
  const title = t('districts.page.all', { municipality: place.municipality.name })
  return page(
    place,
    title,
    html`<h1>${title}</h1>
<p>${t('districts.page.follow')}</p>
<ul class="demo-cards nobullet-list no-max-width">
${districts.map(
  ({ id, name, schools }) => html`<li><a class="card" href="${addressOf(id, place.locale)}"><div class="card-content">
<h2 class="card-heading">${name}</h2><p>${schools.join(', ')}</p>
</div></a></li>`,
)}
</ul>`,
  )
}

/** One district: who its team is, what it offers, and the way to write to it. */
export function districtPage(place: Place, district: DistrictView): Html {
  const { locale, municipality } = place
  const t = translator(locale)
  const title = t('districts.page.title', { name: district.name })
  return page(
    place,
    title,
    html`<h1>${title}</h1>
<p>${t('districts.page.about')}</p>
<p><a class="button button-primary" href="/chat?municipality=${municipality.id}&lang=${locale}">${t('districts.page.write')}</a></p>
<p>${t('districts.page.anonymous')}</p>
<h2>${t('districts.page.team')}</h2>
<ul>${district.professions.map(profession => html`<li>${profession}</li>`)}</ul>
${district.toVerify && html`<p>${t('districts.page.toVerify')}</p>`}
<h2>${t('districts.page.places')}</h2>
<ul>${[...district.schools, ...district.daycares].map(school => html`<li>${school}</li>`)}</ul>
<h2>${t('districts.page.offers')}</h2>
${district.offers.map(
  offer => html`<section><h3>${offer.name}</h3>
<p>${offer.summary}</p>
<p><strong>${t('districts.page.begin')}</strong> ${offer.contact}</p>
<p><strong>${t('districts.page.next')}</strong> ${offer.next}</p>
${offer.toVerify !== undefined && html`<p>${offer.toVerify}</p>`}
</section>`,
)}
<p><a href="/district?municipality=${municipality.id}${locale === 'en' && '&lang=en'}">${t('districts.page.others')}</a></p>`,
  )
}

const addressOf = (id: string, locale: Locale) => `/district/${id}${locale === 'en' ? '?lang=en' : ''}`

const page = ({ locale, style }: Place, title: string, content: Html): Html => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/dkfds/css/dkfds.min.css">
<link rel="stylesheet" href="${style}">
</head>
<body>
<a class="skipnav" href="#indhold">${translator(locale)('page.skip')}</a>
<main id="indhold" class="container page-container" tabindex="-1">
${content}
<p class="demo-notice">${translator(locale)('districts.page.alarm')}</p>
</main>
</body>
</html>`
