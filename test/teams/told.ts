import { openAddresses } from '../../bot/teams/addresses.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import type { House } from '../bot/house.ts'
import { until } from '../until.ts'
import type { Connector } from './connector.ts'
import type { Parent } from './parent.ts'

type Services = Pick<House['services'], 'store' | 'sealer' | 'masterKey' | 'conversations' | 'now' | 'newId'>

/** The talk of a parent as the house has it. */
export async function talkOf(services: Services, connector: Connector, parent: Parent): Promise<Conversation | undefined> {
  const addresses = openAddresses(services)
  const address = await addresses.read(addresses.keyOf(connector.tenant, parent.conversation))
  return address && (await services.conversations.read(address.conversation))?.value
}

/** What the log says to the citizen, line by line. */
export const linesFor = ({ log }: Conversation): string[] =>
  log.filter(({ from }) => from.who !== 'citizen').map(({ spoken }) => spoken.text.trim())

/** What of that a parent has read in Teams, in the order in which it came, as often as it came. */
export function readOf(parent: Parent, lines: string[]): string[] {
  const known = new Set(lines)
  return parent
    .reads()
    .flatMap(read => read.split('\n'))
    .filter(line => known.has(line))
}

/** Waits until as much is read as was said. */
export function untilAllIsSaid(services: Services, connector: Connector, parent: Parent): Promise<Conversation> {
  return until('all that was said is read', async () => {
    const talk = await talkOf(services, connector, parent)
    const lines = talk === undefined ? [] : linesFor(talk)
    return lines.length > 0 && talk?.ended?.why !== 'left' && readOf(parent, lines).length >= lines.length ? talk : undefined
  })
}
