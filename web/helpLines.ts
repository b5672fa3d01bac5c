import { readdirSync, readFileSync } from 'node:fs'

type Bilingual = { da: string; en: string }

/** A line that answers round the clock, small enough to lie in the page itself: it is there when the server is not. */
export interface HelpLine {
  id: string
  name: Bilingual
  summary: Bilingual
  contacts: { kind: 'phone' | 'sms'; value: string; href: string }[]
  caution?: Bilingual
}

/** 112 first, then every nation-wide helpline of the registry whose phone or SMS always answers. Throws when 112 is not among them. */
export function helpLines(data: URL = new URL('../data/', import.meta.url)): HelpLine[] {
  const hours = readJson<Hours[]>(new URL('helplines.json', data))
  const offers = readdirSync(new URL('offers/', data))
    .filter(file => file.endsWith('.json'))
    .flatMap(file => readJson<Offer | Offer[]>(new URL(`offers/${file}`, data)))
  const lines = offers
    .filter(({ kind, status, municipality }) => kind === 'helpline' && status === 'active' && !municipality)
    .flatMap(offer => roundTheClock(offer, hours))
  const alarm = lines.filter(({ contacts }) => contacts.some(({ value }) => value === '112'))
  if (alarm.length === 0) throw new Error('data/offers has no helpline with the phone number 112; the chat may not be served without it')
  return [...alarm, ...lines.filter(line => !alarm.includes(line))]
}

function roundTheClock(offer: Offer, hours: Hours[]): HelpLine[] {
  const opening = hours.find(({ id }) => id === offer.hours)
  const always = (opening?.channels ?? []).filter(channel => channel.always).map(({ channel }) => channel)
  const contacts = offer.contacts
    .filter(({ kind, toVerify }) => always.includes(kind) && !toVerify)
    .flatMap(({ kind, value }): HelpLine['contacts'] =>
      kind === 'phone' || kind === 'sms' ? [{ kind, value, href: `${scheme[kind]}:${value.replace(/[^+\d]/g, '')}` }] : [],
    )
  if (contacts.length === 0) return []
  const { id, name, summary } = offer
  return [{ id, name, summary, contacts, ...(opening?.caution && { caution: opening.caution }) }]
}

const scheme = { phone: 'tel', sms: 'sms' }

interface Offer {
  id: string
  kind: string
  status: string
  municipality?: string
  name: Bilingual
  summary: Bilingual
  hours?: string
  contacts: { kind: string; value: string; toVerify?: boolean }[]
}

interface Hours {
  id: string
  channels: { channel: string; always?: boolean }[]
  caution?: Bilingual
}

// The registry has been checked by zod before the pages are built; here only its shape is named.
const readJson = <T>(file: URL) => JSON.parse(readFileSync(file, 'utf8')) as T
