import { Icon } from './icons.tsx'
import type { OfferView } from './wire.ts'
import { fill, type Words } from './words.ts'

/** Ways to reach an offer: what can be pressed is a large link, the rest is read. */
export function Contacts({ contacts, name, t }: { contacts: OfferView['contacts']; name: string; t: Words }) {
  if (contacts.length === 0) return null
  return (
    <ul class="contacts">
      {contacts.map(contact => (
        <li key={`${contact.kind}${contact.value}`}>
          <ContactLink contact={contact} name={name} t={t} />
        </li>
      ))}
    </ul>
  )
}

function ContactLink({
  contact: { kind, label, value, href },
  name,
  t,
}: {
  contact: OfferView['contacts'][number]
  name: string
  t: Words
}) {
  const icon = <Icon name={kind === 'address' || kind === 'visit' ? 'place' : kind} />
  if (!href || !/^(tel:|sms:|mailto:|https:)/.test(href))
    return (
      <p class="contact">
        {icon}
        <span>
          {label && label !== value ? `${label}: ` : ''}
          {value}
        </span>
      </p>
    )
  const outside = href.startsWith('https:')
  return (
    <a class="contact" href={href} {...(outside && { target: '_blank', rel: 'noreferrer noopener' })}>
      {icon}
      <span>{said(kind, value, name, t)}</span>
      {outside && <span class="sr"> ({t.offers.newTab})</span>}
    </a>
  )
}

function said(kind: OfferView['contacts'][number]['kind'], value: string, name: string, t: Words): string {
  if (kind === 'phone') return fill(t.offers.call, { value })
  if (kind === 'sms') return fill(t.offers.sms, { value })
  if (kind === 'email') return fill(t.offers.email, { value })
  const site = value.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '')
  return kind === 'chat' ? fill(t.offers.chat, { name: site || name }) : site
}
