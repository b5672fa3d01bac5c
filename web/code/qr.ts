import encodeQR from 'qr'
import { type Html, html } from '../html.ts'

/** A QR code of a text, as SVG with a name for those who do not see it. */
export function qrCode(text: string, name: string): Html {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return html`<svg class="qr" role="img" aria-label="${name}" viewBox="0 0 ${rows.length} ${rows.length}" shape-rendering="crispEdges"><path d="${path}"></path></svg>`
}
