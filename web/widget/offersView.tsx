import { Contacts } from './contacts.tsx'
import { Icon } from './icons.tsx'
import type { NearMissView, OffersCard, OfferView } from './wire.ts'
import type { Words } from './words.ts'

/** Up to three offers, and those that nearly fit. */
export function OffersView({ card, t }: { card: OffersCard; t: Words }) {
  return (
    <div class="offers">
      {card.offers.map(offer => (
        <Offer key={offer.id} offer={offer} t={t} />
      ))}
      {card.nearMisses.length > 0 && <NearMisses misses={card.nearMisses} t={t} />}
    </div>
  )
}

function Offer({ offer, t }: { offer: OfferView; t: Words }) {
  const { name, provider, summary, reasons, contacts, notes, toVerify, verified } = offer
  return (
    <article class="offer" data-offer={offer.id}>
      <h2>{name}</h2>
      <p class="provider">{provider}</p>
      <p>{summary}</p>
      {reasons.length > 0 && (
        <>
          <h3>{t.offers.why}</h3>
          <ul class="reasons">
            {reasons.map(reason => (
              <li key={reason}>
                <Icon name="check" />
                <span>{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Hours offer={offer} />
      {offer.seats && (
        <p>
          {offer.seats.text}{' '}
          {offer.seats.list && (
            <a class="wide" href={offer.seats.list} target="_blank" rel="noreferrer noopener">
              {t.offers.list}
              <span class="sr"> ({t.offers.newTab})</span>
            </a>
          )}
        </p>
      )}
      <Contacts contacts={contacts} name={name} t={t} />
      <FirstStep offer={offer} t={t} />
      {notes.length > 0 && (
        <ul class="notes" aria-label={t.offers.good}>
          {[...new Set(notes)].map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {toVerify && <p class="verify">{toVerify}</p>}
      <p class="verified">{verified}</p>
    </article>
  )
}

export function Hours({ offer: { hours, openNow } }: { offer: Pick<OfferView, 'hours' | 'openNow'> }) {
  if (!hours) return null
  return (
    <p class={`hours${openNow ? ' open' : ''}`}>
      <Icon name="clock" />
      {hours}
    </p>
  )
}

function FirstStep({ offer: { firstStep, card }, t }: { offer: OfferView; t: Words }) {
  return (
    <div class="first-step">
      <h3>{t.offers.start}</h3>
      <p>{firstStep.contact}</p>
      <h3>{t.offers.next}</h3>
      <p>{firstStep.next}</p>
      {firstStep.bring && (
        <>
          <h3>{t.offers.bring}</h3>
          <p>{firstStep.bring}</p>
        </>
      )}
      {card && (
        <p>
          <a class="wide" href={card} target="_blank" rel="noreferrer noopener">
            {t.offers.card}
            <span class="sr"> ({t.offers.newTab})</span>
          </a>
        </p>
      )}
    </div>
  )
}

function NearMisses({ misses, t }: { misses: NearMissView[]; t: Words }) {
  return (
    <section class="near">
      <h2>{t.offers.near}</h2>
      <ul>
        {misses.map(({ id, name, missing, door }) => (
          <li key={id}>
            <strong>{name}</strong>
            <span>{missing}</span>
            <span>{door}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
