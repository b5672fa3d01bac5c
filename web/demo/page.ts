import { type Locale, translator } from '../../locales/translate.ts'
import { head } from '../head.ts'
import { type Html, html } from '../html.ts'
import { landscape, wordmark } from './drawings.ts'

interface View {
  locale: Locale
  municipality: { id: string; name: string }
  municipalities: { id: string; name: string }[]
  style: string
  /** Its districts have teams and pages of their own. */
  districts: boolean
}

/** A municipality's front page as Danes know them (the common design system, dkfds), with the one tag that puts the chat on it. */
export function demoPage(view: View): Html {
  const { locale, municipality, style } = view
  const t = translator(locale)
  const name = { municipality: municipality.name }
  return html`<!doctype html>
<html lang="${locale}">
<head>
${head(t('page.title', name))}
<link rel="stylesheet" href="/dkfds/css/dkfds.min.css">
<link rel="stylesheet" href="${style}">
<script src="/widget.js" data-municipality="${municipality.id}" data-lang="${locale}" async></script>
</head>
<body>
<a class="skipnav" href="#indhold">${t('page.skip')}</a>
${header(view)}
<main id="indhold" tabindex="-1">
${hero(view)}
<div class="container">
${shortcuts(locale)}
${how(locale)}
${others(view)}
</div>
</main>
${footer(view)}
</body>
</html>`
}

const address = (municipality: string, locale: Locale) => `/?municipality=${municipality}${locale === 'en' ? '&lang=en' : ''}`

const chatAddress = ({ municipality, locale }: View) => `/chat?municipality=${municipality.id}&lang=${locale}`

function header({ locale, municipality }: View): Html {
  const t = translator(locale)
  const other = locale === 'da' ? 'en' : 'da'
  const items = ['citizen', 'children', 'health', 'work', 'about']
  return html`<header class="header demo-header">
<div class="demo-top container">
<a class="demo-brand" href="${address(municipality.id, locale)}">${wordmark}<span><strong>${t('page.name', { municipality: municipality.name })}</strong> <small>${t('page.demonstration')}</small></span></a>
<a class="demo-language" href="${address(municipality.id, other)}" lang="${other}" hreflang="${other}">${t('page.language')}</a>
</div>
<nav class="demo-nav" aria-label="${t('page.nav.label')}"><ul class="container nobullet-list no-max-width">
${items.map(item => html`<li><a href="#genveje">${t(`page.nav.${item}`)}</a></li>`)}
</ul></nav>
</header>`
}

function hero(view: View): Html {
  const t = translator(view.locale)
  return html`<section class="demo-hero" aria-labelledby="hero-title">
<div class="container">
<div class="demo-hero-text">
<h1 id="hero-title">${t('page.hero.title')}</h1>
<p>${t('page.hero.text')}</p>
<p><a class="button button-primary" href="${chatAddress(view)}">${t('page.hero.button')}</a></p>
<p class="demo-small">${t('page.hero.small')} <strong>${t('page.hero.acute')}</strong></p>
</div>
</div>
${landscape}
</section>`
}

function shortcuts(locale: Locale): Html {
  const t = translator(locale)
  const cards = ['school', 'family', 'young', 'health', 'home', 'meet']
  return html`<section aria-labelledby="genveje"><h2 id="genveje">${t('page.shortcuts.title')}</h2>
<ul class="demo-cards nobullet-list no-max-width">
${cards.map(
  card => html`<li><a class="card" href="#genveje"><div class="card-content">
<h3 class="card-heading">${t(`page.shortcuts.${card}.title`)}</h3><p>${t(`page.shortcuts.${card}.text`)}</p>
</div></a></li>`,
)}
</ul></section>`
}

function how(locale: Locale): Html {
  const t = translator(locale)
  return html`<section class="demo-how" aria-labelledby="how"><h2 id="how">${t('page.how.title')}</h2>
<ol class="no-max-width">${['one', 'two', 'three'].map(step => html`<li><h3>${t(`page.how.${step}.title`)}</h3><p>${t(`page.how.${step}.text`)}</p></li>`)}</ol></section>`
}

function others({ locale, municipality, municipalities }: View): Html {
  const t = translator(locale)
  return html`<section class="demo-others" aria-labelledby="others"><h2 id="others">${t('page.switch.title')}</h2>
<ul class="nobullet-list no-max-width" aria-label="${t('page.switch.label')}">
${municipalities.map(
  ({ id, name }) => html`<li><a href="${address(id, locale)}"${id === municipality.id && html` aria-current="page"`}>${name}</a></li>`,
)}
</ul></section>`
}

function footer(view: View): Html {
  const t = translator(view.locale)
  return html`<footer><div class="footer"><div class="container">
<p class="demo-notice"><strong>${t('page.demonstration')}:</strong> ${t('page.notice')}</p>
<p>${t('page.footer.about')}</p>
<ul class="unstyled-list inline-list"><li><a href="${chatAddress(view)}">${t('page.footer.plain')}</a></li> ${view.districts && html`<li><a href="/district?municipality=${view.municipality.id}${view.locale === 'en' && '&lang=en'}">${t('districts.page.all', { municipality: view.municipality.name })}</a></li> `}<li><a href="/desk">${t('page.footer.desk')}</a></li></ul>
</div></div></footer>`
}
