import type { Request, Response, Server } from 'restify'
import type { Locale } from '../../locales/translate.ts'
import type { WebFile } from '../../web/build.ts'
import { coordinatorPage } from '../../web/coordinatorPage.ts'
import { demoPage } from '../../web/demo/page.ts'
import { designFile, designPaths } from '../../web/designSystem.ts'
import { deskPage } from '../../web/deskPage.ts'
import { districtPage, districtsPage } from '../../web/districtPage.ts'
import { chatPage } from '../../web/widget/page.ts'
import { edge } from '../answer.ts'
import { isSecure, publicHost } from '../origins.ts'
import { builtOnce } from '../pages/builtOnce.ts'
import { harden, policy, sendPage } from '../pages/sendPage.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { districtsOf, districtView } from './districts.ts'

/** A page in the common design system, with the chat on it or a way to it. */
const publicPage = { 'style-src': "'self'", 'font-src': "'self'", 'img-src': "'self' data:", 'frame-src': "'self'" }

/** Where the quick exit leads when a municipality names no other place. */
const neutral = 'https://www.dr.dk'

/** The pages and what they load. Nothing may be kept by the browser: a shared computer shall not remember that someone was here. */
export function pageRoutes(server: Server, services: Services, web = builtOnce()): void {
  const { config, registry } = services
  page('/', async (req, res) => {
    const { demo } = await web
    const here = asked(req)
    const districts = districtsOf(services, here.municipality.id).length > 0
    const view = { ...here, municipalities: registry.municipalities, style: demo.style, districts }
    sendPage(res, demoPage(view), policy(publicPage))
  })

  page('/district', async (req, res) => {
    const { demo } = await web
    const place = { ...asked(req), style: demo.style }
    const districts = districtsOf(services, place.municipality.id)
    if (districts.length === 0) throw new Refusal(404, 'NotFound')
    sendPage(res, districtsPage(place, districts), policy(publicPage))
  })

  page('/district/:id', async (req, res) => {
    const { demo } = await web
    const district = registry.districts.find(({ id, team }) => id === req.params?.id && team !== undefined)
    const municipality = registry.municipalities.find(({ id }) => id === district?.municipality)
    if (!district || !municipality) throw new Refusal(404, 'NotFound')
    const { locale } = asked(req)
    sendPage(res, districtPage({ locale, municipality, style: demo.style }, districtView(services, district, locale)), policy(publicPage))
  })

  page('/chat', async (req, res) => {
    const { chat, lines } = await web
    const { locale, municipality } = asked(req)
    const view = { locale, municipality: municipality.id, exit: exitOf(req), lines, ...chat }
    const frames = ["'self'", ...config.origins].join(' ')
    sendPage(res, chatPage(view), policy({ 'connect-src': connections(req), 'frame-ancestors': frames }))
  })

  page('/desk', async (req, res) => {
    const { desk } = await web
    if (!desk) throw new Refusal(404, 'NotFound')
    res.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    sendPage(
      res,
      deskPage(desk, asked(req).locale),
      policy({ 'font-src': "'self'", 'img-src': "'self' data:", 'connect-src': connections(req), 'frame-ancestors': "'none'" }),
    )
  })

  page('/coordinator', async (req, res) => {
    const { coordinator } = await web
    res.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    const own = { 'font-src': "'self'", 'img-src': "'self' data:", 'connect-src': "'self'", 'frame-ancestors': "'none'" }
    sendPage(res, coordinatorPage(coordinator, asked(req).locale), policy(own))
  })

  page('/widget.js', async (req, res) => {
    res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    sendFile(req, res, (await web).files.get('/widget.js'))
  })
  for (const path of ['/favicon.svg', '/favicon.ico'])
    page(path, async (req, res) => sendFile(req, res, (await web).files.get('/favicon.svg')))
  page('/assets/:file', async (req, res) => sendFile(req, res, (await web).files.get(`/assets/${req.params?.file}`)))
  for (const path of designPaths)
    page(`/dkfds${path}/:file`, async (req, res) => sendFile(req, res, designFile(path, String(req.params?.file))))

  function page(path: string, show: (req: Request, res: Response) => Promise<void>) {
    server.get(
      path,
      edge(services, async (req, res) => {
        harden(res)
        await show(req, res)
      }),
    )
  }

  /** Language and municipality of the address; what is not known is the municipality this server is set up for, in Danish. */
  function asked(req: Request): { locale: Locale; municipality: { id: string; name: string } } {
    const query = queryOf(req)
    const known = (id: string | null) => registry.municipalities.find(municipality => municipality.id === id)
    const municipality = known(query.get('municipality')) ??
      known(config.municipality) ?? { id: config.municipality, name: config.municipality }
    return { locale: query.get('lang') === 'en' ? 'en' : 'da', municipality }
  }
}

const queryOf = (req: Request) => new URL(req.url ?? '/', 'http://page').searchParams

/** A page on the web, or a path of our own; anything else would let a link run as a script. */
function exitOf(req: Request): string {
  const exit = queryOf(req).get('exit') ?? ''
  if (/^\/(?!\/)[\w./-]*$/.test(exit)) return exit
  return URL.canParse(exit) && /^https?:$/.test(new URL(exit).protocol) ? exit : neutral
}

/** Some browsers do not count sockets of the same host as 'self'. */
function connections(req: Request): string {
  const host = publicHost(req.headers)
  return host && /^[a-z0-9.:[\]-]+$/i.test(host) ? `'self' ${isSecure(req.headers) ? 'wss' : 'ws'}://${host}` : "'self'"
}

function sendFile(req: Request, res: Response, file: WebFile | undefined): void {
  if (!file) throw new Refusal(404, 'NotFound')
  const { type, body, gzip } = file
  const zipped = gzip.length < body.length && /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''))
  res.setHeader('Content-Type', type)
  res.setHeader('Vary', 'Accept-Encoding')
  if (zipped) res.setHeader('Content-Encoding', 'gzip')
  res.writeHead(200)
  res.end(zipped ? gzip : body)
}
