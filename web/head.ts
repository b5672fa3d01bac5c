import { type Html, html } from './html.ts'

/** How the head of every page begins; `fit`: what a page asks of a phone's window besides. */
export const head = (title: string, fit = ''): Html => html`<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1${fit}">
<meta name="robots" content="noindex">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">`
