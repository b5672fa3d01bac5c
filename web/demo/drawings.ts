import { html } from '../html.ts'

/** Hills, a fjord and a bridge over it: a place like many, and no coat of arms. */
export const landscape = html`<svg class="demo-landscape" viewBox="0 0 1200 420" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
<rect width="1200" height="420" fill="#d9ebe8"/>
<circle cx="930" cy="120" r="62" fill="#ffce4f"/>
<path fill="#bcd9d3" d="M0 230c120-60 250-70 390-30s250 20 380-30 300-40 430 20v230H0z"/>
<path fill="#8fbdb3" d="M0 275c160-50 280-40 420-10s260 10 400-20 260-20 380 15v160H0z"/>
<path fill="#2f7a86" d="M0 330c200-22 400-22 600-12s420 6 600-6v108H0z"/>
<g fill="none" stroke="#0d4f49" stroke-width="9" stroke-linecap="round"><path d="M520 318h640"/><path d="M600 318a240 170 0 0 1 480 0"/></g>
<g fill="none" stroke="#0d4f49" stroke-width="4"><path d="M660 318V206M720 318v-144M780 318V155M840 318V148M900 318V155M960 318v-144M1020 318V206"/></g>
<g fill="none" stroke="#9ccbd0" stroke-width="4" stroke-linecap="round"><path d="M90 372c26 0 26-10 52-10s26 10 52 10M420 392c26 0 26-10 52-10s26 10 52 10M760 366c26 0 26-10 52-10s26 10 52 10M1010 396c26 0 26-10 52-10s26 10 52 10"/></g>
<g transform="translate(640 22)"><g fill="#fffdf9"><path d="M150 338l30-48 30 48z"/><path d="M180 268l26 66h-26z"/></g><path fill="#a3261b" d="M140 340h84l-14 20h-56z"/></g>
</svg>`

export const wordmark = html`<svg viewBox="0 0 44 44" width="44" height="44" aria-hidden="true" focusable="false">
<path fill="#0b4a7a" d="M22 2 40 9v14c0 10-8 16-18 19C12 39 4 33 4 23V9z"/>
<path fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" d="M11 19c3.6 0 3.6-3 7.3-3s3.7 3 7.4 3 3.6-3 7.3-3M11 26c3.6 0 3.6-3 7.3-3s3.7 3 7.4 3 3.6-3 7.3-3M14 33c3 0 3-2.6 5.6-2.6S22.2 33 25 33s2.8-2.6 5-2.6"/>
</svg>`
