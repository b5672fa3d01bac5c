import type { Server } from 'restify'
import { readCode } from '../../dialogs/code.ts'
import { translator } from '../../locales/translate.ts'
import type { Offer } from '../../registry/offer.ts'
import { seatPage } from '../../web/code/seatPage.ts'
import type { Html } from '../../web/html.ts'
import { createFlood } from '../flood.ts'
import { type Asked, codePages } from '../pages/codePages.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'

/** The list of a full group: a place by code, not by name; looked at, and left, with the code alone. */
export function seatRoutes(server: Server, { seats, ...services }: Services): void {
  const { registry, codeTries } = services
  const { get, post } = codePages(server, { seats, ...services })
  const places = createFlood({ burst: 30, perSecond: 0.5 })

  get('/seat', async asked => shown(asked, offerOf(asked)))

  post('/seat', async asked => {
    const wanted = asked.form.get('do')
    if (wanted === 'join') return join(asked, offerOf(asked))
    return wanted === 'leave' ? leave(asked) : look(asked)
  })

  async function join(asked: Asked, offer: Offer | undefined): Promise<Html> {
    if (!offer || seats.of(offer.id)?.free !== 0) return shown(asked, offer)
    await places.admit('places')
    const code = await seats.join(offer.id)
    return seatPage({ ...asked, offer, code, address: `${asked.base}/seat` })
  }

  async function look(asked: Asked): Promise<Html> {
    const t = translator(asked.locale)
    const code = await admitted(asked)
    const place = code === undefined ? undefined : await seats.look(code)
    if (!place) return shown(asked, undefined, t(code === undefined ? 'firstStep.answer.mistyped' : 'course.problem.unknown'))
    const offer = registry.offer(place.offer)
    const { ahead, offered } = place
    const told = offered
      ? t('seats.offered', { contact: offer?.firstStep.contact[asked.locale] ?? '' })
      : t(ahead === 0 ? 'seats.ahead.none' : 'seats.ahead.some', { ahead })
    return seatPage({ ...asked, offer, told, mine: code })
  }

  async function leave(asked: Asked): Promise<Html> {
    const code = await admitted(asked)
    if (code !== undefined) await seats.leave(code)
    return seatPage({ ...asked, told: translator(asked.locale)('seats.left') })
  }

  async function admitted({ form }: Asked): Promise<string | undefined> {
    const code = readCode(form.get('code') ?? '')?.code
    if (code !== undefined) await codeTries.admit('codes')
    return code
  }

  function shown(asked: Asked, offer: Offer | undefined, problem?: string): Html {
    const free = offer && seats.of(offer.id)?.free
    const told = free !== undefined && free > 0 ? { told: translator(asked.locale)('seats.notFull') } : {}
    return seatPage({ ...asked, ...told, ...(problem !== undefined && { problem }), offer, mayJoin: free === 0 })
  }

  function offerOf({ query }: Asked): Offer | undefined {
    const id = query.get('offer')
    if (id === null) return undefined
    const offer = registry.offer(id)
    if (offer?.seats === undefined) throw new Refusal(404, 'NotFound')
    return offer
  }
}
