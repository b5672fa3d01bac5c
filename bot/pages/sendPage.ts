import type { Response } from 'restify'
import type { Html } from '../../web/html.ts'

/** The page's Content-Security-Policy: nothing but what is named. */
export function policy(more: Record<string, string>): string {
  const rules = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'self'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
    ...more,
  }
  return Object.entries(rules)
    .map(([rule, allowed]) => `${rule} ${allowed}`)
    .join('; ')
}

/** Nothing is kept by the browser, nothing told to others. */
export function harden(res: Response): void {
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Referrer-Policy', 'no-referrer')
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()')
}

export function sendPage(res: Response, page: Html, contentSecurityPolicy: string, status = 200): void {
  res.setHeader('Content-Security-Policy', contentSecurityPolicy)
  res.setHeader('Content-Type', 'text/html; charset=utf-8')
  res.writeHead(status)
  res.end(page.text)
}
