import { type Activity, CloudAdapter, type TurnContext } from 'botbuilder'
import {
  AuthenticationConfiguration,
  AuthenticationError,
  BotFrameworkAuthentication,
  BotFrameworkAuthenticationFactory,
  ConnectorClient,
} from 'botframework-connector'
import { z } from 'zod'
import { createCredentials } from './credentials.ts'
import type { Bearer } from './fence.ts'
import { NotLetIn } from './notLetIn.ts'
import type { TeamsSettings } from './settings.ts'
import { createTransport } from './transport.ts'
import { Undelivered } from './undelivered.ts'

/** Both ways between Teams and the bot: what comes in through Microsoft's SDK, what goes out with its credentials. */
export interface TeamsConnector {
  /** An activity that came in: the SDK's own authentication, then the turn, and what came of it. Throws NotLetIn, and what the turn throws. */
  receive<R>(bearer: Bearer, activity: object, turn: (context: TurnContext) => Promise<R>): Promise<R>
  /** The id that Teams knows it by. Throws Undelivered. */
  send(serviceUrl: string, conversation: string, activity: Partial<Activity>): Promise<string>
  remove(serviceUrl: string, conversation: string, activity: string): Promise<void>
  close(): void
}

const mostClients = 50

export async function openConnector(settings: TeamsSettings): Promise<TeamsConnector> {
  const { cloud } = settings
  const transport = createTransport(settings)
  const { factory, credentials } = createCredentials(settings)
  const clients = new Map<string, ConnectorClient>()
  const theirs = BotFrameworkAuthenticationFactory.create(
    '',
    true,
    `${cloud.login}/${settings.tenant}`,
    cloud.scope,
    cloud.issuer,
    'https://token.botframework.com', // where people would sign in to other services: nobody does here
    cloud.openIdMetadata,
    cloud.openIdMetadata, // the Emulator's tokens are nobody's here: the fence has refused them
    '',
    factory,
    new AuthenticationConfiguration(['msteams']),
    fetch,
    { httpClient: transport, tokenRefreshInterval: 1 },
  )
  const connectorFactory = { create: async (serviceUrl: string) => clientFor(serviceUrl) }
  const adapter = new CloudAdapter(new KeptClients(theirs, connectorFactory))
  const authenticated = new WeakMap<Bearer, ReturnType<typeof authenticate>>()
  adapter.onTurnError = async (_context, error) => {
    throw error
  }

  return {
    async receive<R>(bearer: Bearer, activity: object, turn: (context: TurnContext) => Promise<R>) {
      const about = activity as Activity // as far as the fence looks; the SDK takes what else there is as it comes
      let came: Promise<R> | undefined
      await adapter.processActivityDirect(await authenticate(bearer, about), about, async context => {
        came = turn(context)
        await came.catch(nothing) // the SDK would wrap what was thrown, with words in it
      })
      return came as Promise<R> // the SDK called it, or has thrown
    },

    async send(serviceUrl, conversation, activity) {
      return idIn(await ask('POST', activitiesOf(serviceUrl, conversation), JSON.stringify(activity)))
    },

    async remove(serviceUrl, conversation, activity) {
      await ask('DELETE', `${activitiesOf(serviceUrl, conversation)}/${encodeURIComponent(activity)}`)
    },

    close: transport.close,
  }

  /** Asked once for each token: what else the SDK looks at, service and channel, the fence has found to be the token's own. */
  function authenticate(bearer: Bearer, activity: Activity): ReturnType<BotFrameworkAuthentication['authenticateRequest']> {
    const known = authenticated.get(bearer)
    if (known) return known
    const result = theirs.authenticateRequest(activity, bearer.authorization).then(
      found => ({ ...found, connectorFactory }),
      error => {
        authenticated.delete(bearer)
        throw error instanceof AuthenticationError ? new NotLetIn(401, "refused by Microsoft's SDK") : error
      },
    )
    authenticated.set(bearer, result)
    return result
  }

  /**
   * The Bot Connector's two calls that we need, by themselves: the SDK's client for them costs as much as everything else that a delivery takes.
   * A token that is no longer taken is fetched anew, for the next try.
   */
  async function ask(method: 'POST' | 'DELETE', url: string, body?: string): Promise<string> {
    const headers = { accept: 'application/json', authorization: `Bearer ${await credentials.getToken()}` }
    try {
      return await transport.ask({ url, method, headers: { ...headers, ...(body !== undefined && json) }, body })
    } catch (error) {
      if (error instanceof Undelivered && error.status === 401) await credentials.getToken(true).catch(() => undefined)
      throw error
    }
  }

  function clientFor(serviceUrl: string): ConnectorClient {
    const known = clients.get(serviceUrl)
    if (known) return known
    const client = new ConnectorClient(credentials, { baseUri: serviceUrl, httpClient: transport })
    if (clients.size >= mostClients) clients.clear()
    clients.set(serviceUrl, client)
    return client
  }
}

const nothing = () => undefined
const json = { 'content-type': 'application/json; charset=utf-8' }

const activitiesOf = (serviceUrl: string, conversation: string): string =>
  `${serviceUrl.replace(/\/?$/, '/')}v3/conversations/${encodeURIComponent(conversation)}/activities`

/** Nothing where the answer holds none: it is there all the same, and cannot be taken away later. */
function idIn(text: string): string {
  try {
    return named.parse(JSON.parse(text)).id
  } catch {
    return ''
  }
}
const named = z.looseObject({ id: z.string() })

interface ClientFactory {
  create(serviceUrl: string): Promise<ConnectorClient>
}

/** Microsoft's authentication, with one client kept for each service instead of one made for each turn. */
class KeptClients extends BotFrameworkAuthentication {
  private readonly theirs: BotFrameworkAuthentication
  private readonly clients: ClientFactory
  private userTokenClient: ReturnType<BotFrameworkAuthentication['createUserTokenClient']> | undefined

  constructor(theirs: BotFrameworkAuthentication, clients: ClientFactory) {
    super()
    this.theirs = theirs
    this.clients = clients
  }

  override authenticateRequest(activity: Activity, header: string) {
    return this.theirs.authenticateRequest(activity, header)
  }

  override authenticateStreamingRequest(): never {
    throw new Error('Teams sends over HTTP, never over a socket')
  }

  override createConnectorFactory() {
    return this.clients
  }

  override createUserTokenClient(...given: Parameters<BotFrameworkAuthentication['createUserTokenClient']>) {
    this.userTokenClient ??= this.theirs.createUserTokenClient(...given)
    return this.userTokenClient
  }
}
