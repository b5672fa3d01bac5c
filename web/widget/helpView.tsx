import { Contacts } from './contacts.tsx'
import { Icon } from './icons.tsx'
import { lines } from './lines.ts'
import { Hours } from './offersView.tsx'
import type { HelpCard } from './wire.ts'
import { fill, type Locale, type Words } from './words.ts'

/** The lines that help now, as the talk chose them. Every number can be pressed. */
export function HelpView({ card, t }: { card: HelpCard; t: Words }) {
  return (
    <section class="help">
      <h2>{t.help.title}</h2>
      <ul class="help-lines">
        {card.lines.map(offer => (
          <li key={offer.id}>
            <strong>{offer.name}</strong>
            <Contacts contacts={offer.contacts} name={offer.name} t={t} />
            <Hours offer={offer} />
            <p>{offer.summary}</p>
            <p class="note">{[...new Set(offer.notes)].join(' · ')}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The lines that always answer, from the page's own bundle: there when the server is not. */
export function BundledHelp({
  title,
  about,
  locale,
  t,
  close,
}: {
  title: string
  about: string
  locale: Locale
  t: Words
  close?: () => void
}) {
  return (
    <section class="help bundled" aria-label={title}>
      <h2>{title}</h2>
      <p>{about}</p>
      <ul class="help-lines">
        {lines.map(line => (
          <li key={line.id}>
            <strong>{line.name[locale]}</strong>
            <ul class="contacts">
              {line.contacts.map(({ kind, value, href }) => (
                <li key={href}>
                  <a class="contact" href={href}>
                    <Icon name={kind} />
                    <span>{fill(kind === 'phone' ? t.help.call : t.help.sms, { value })}</span>
                  </a>
                </li>
              ))}
            </ul>
            <p>{line.summary[locale]}</p>
            {line.caution && <p class="note">{line.caution[locale]}</p>}
          </li>
        ))}
      </ul>
      {close && (
        <button type="button" class="plain" onClick={close}>
          {t.help.close}
        </button>
      )}
    </section>
  )
}
