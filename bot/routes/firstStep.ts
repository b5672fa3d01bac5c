import type { Server } from 'restify'
import { z } from 'zod'
import { firstStepMarks } from '../../desk/codes.ts'
import { readCode } from '../../dialogs/code.ts'
import { hasFirstStepCard } from '../../dialogs/firstStepCard.ts'
import { offerView } from '../../dialogs/offerView.ts'
import { translator } from '../../locales/translate.ts'
import type { Offer } from '../../registry/offer.ts'
import { firstStepPage, markPage } from '../../web/code/firstStepPage.ts'
import { createFlood } from '../flood.ts'
import { type Asked, codePages } from '../pages/codePages.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'

/** The card for the first step to a partner, with a one-time code; and the page where the code tells what came of it. Nobody signs in to either. */
export function firstStepRoutes(server: Server, services: Services): void {
  const { registry, firstSteps, codeTries, context } = services
  const { get, post } = codePages(server, services)
  const cards = createFlood({ burst: 30, perSecond: 0.5 })

  get('/card', async asked => firstStepPage({ ...asked, ...shown(asked) }))

  // The code is made when someone asks for the card, not when the page is only looked at.
  post('/card', async asked => {
    const { offer } = shown(asked)
    await cards.admit('cards')
    const code = await firstSteps.give({ id: offer.id, municipality: offer.municipality ?? '' })
    return firstStepPage({ ...asked, ...shown(asked), code, address: `${asked.base}/arrived` })
  })

  get('/arrived', async asked => markPage(asked))

  post('/arrived', async asked => {
    const t = translator(asked.locale)
    const as = mark.safeParse(asked.form.get('as'))
    const read = readCode(asked.form.get('code') ?? '')
    if (read?.code === undefined) return markPage({ ...asked, problem: t('firstStep.answer.mistyped') })
    if (!as.success) return markPage({ ...asked, code: read.code, problem: t('firstStep.answer.choose') })
    await codeTries.admit('codes')
    const marked = await firstSteps.mark(read.code, as.data)
    return markPage({
      ...asked,
      ...(marked === 'done' ? { told: t('firstStep.answer.done') } : { problem: t(`firstStep.answer.${marked}`) }),
    })
  })

  function shown({ query, locale }: Asked) {
    const offer: Offer | undefined = registry.offer(query.get('offer') ?? '')
    if (!offer || !hasFirstStepCard(offer)) throw new Refusal(404, 'NotFound')
    return { offer, view: offerView(offer, locale, context(offer.municipality ?? '')) }
  }
}

const mark = z.enum(firstStepMarks)
