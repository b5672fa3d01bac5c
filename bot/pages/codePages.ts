import type { Request, Response, Server } from 'restify'
import { type Locale, translator } from '../../locales/translate.ts'
import type { Web } from '../../web/build.ts'
import { codePage } from '../../web/code/shell.ts'
import { type Html, html } from '../../web/html.ts'
import { meaningOf } from '../answer.ts'
import { readText } from '../body.ts'
import { kindOf } from '../kindOf.ts'
import { isSecure, publicHost } from '../origins.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { builtOnce } from './builtOnce.ts'
import { harden, policy, sendPage } from './sendPage.ts'

/** What a page that a code opens is made from. */
export interface Asked {
  locale: Locale
  assets: Web['code']
  /** https://host, as the browser knows us. */
  base: string
  query: URLSearchParams
  /** What a form sent; empty for a page that is only opened. */
  form: URLSearchParams
}

type Show = (asked: Asked, res: Response) => Promise<Html | undefined>

/** Pages without sign-in that work without JavaScript. What goes wrong is said on a page, calmly, with the status it has. */
export function codePages(server: Server, services: Services, web = builtOnce()) {
  const shown = (show: Show, posted: boolean) => async (req: Request, res: Response) => {
    harden(res)
    try {
      const asked = await read(req, posted)
      const page = await show(asked, res)
      if (page) send(res, page)
    } catch (error) {
      await calmly(req, res, error)
    }
  }
  return {
    get: (path: string, show: Show) => void server.get(path, shown(show, false)),
    post: (path: string, show: Show) => void server.post(path, shown(show, true)),
  }

  async function read(req: Request, posted: boolean): Promise<Asked> {
    const query = new URL(req.url ?? '/', 'http://page').searchParams
    const base = `${isSecure(req.headers) ? 'https' : 'http'}://${publicHost(req.headers)}`
    const form = new URLSearchParams(posted ? await readText(req) : '')
    return { locale: localeOf(query), assets: (await web).code, base, query, form }
  }

  async function calmly(req: Request, res: Response, error: unknown): Promise<void> {
    const { status, code } = error instanceof Refusal ? error : meaningOf(error)
    if (status === 500) services.log.error({ kind: kindOf(error) }, 'a page of a code failed')
    if (status === 503) res.setHeader('Retry-After', '60')
    const locale = localeOf(new URL(req.url ?? '/', 'http://page').searchParams)
    const t = translator(locale)
    const problem = code === 'TooMuchAtOnce' ? t('course.problem.busy') : t(`errors.${code}`)
    send(res, codePage({ locale, title: t('coursePage.sorry'), assets: (await web).code, problem, body: html`` }), status)
  }

  function send(res: Response, page: Html, status = 200): void {
    sendPage(res, page, policy({ 'form-action': "'self'", 'frame-ancestors': "'none'" }), status)
  }
}

const localeOf = (query: URLSearchParams): Locale => (query.get('lang') === 'en' ? 'en' : 'da')
