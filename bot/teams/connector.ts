import { type Activity, CloudAdapter, type TurnContext } from 'botbuilder'
import {
  AuthenticationConfiguration,
  BotFrameworkAuthentication,
  BotFrameworkAuthenticationFactory,
  ConnectorClient,
} from 'botframework-connector'
import { createCredentials } from './credentials.ts'
import type { TeamsSettings } from './settings.ts'
import { createTransport } from './transport.ts'
import { Undelivered } from './undelivered.ts'

/** Both ways between Teams and the bot, through Microsoft's SDK. */
export interface TeamsConnector {
  /** An activity that came in: the SDK's own authentication, then the turn. What is to be answered over HTTP. */
  receive(
    authorization: string,
    activity: object,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<{ status: number; body?: unknown }>
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
  const adapter = new CloudAdapter(new KeptClients(theirs, clientFor))
  adapter.onTurnError = async (_context, error) => {
    throw error
  }

  return {
    async receive(authorization, activity, turn) {
      const answered: { status: number; body?: unknown } = { status: 200 }
      let thrown: unknown
      const response = {
        status: (status: number) => {
          answered.status = status
        },
        send: (body: unknown) => {
          answered.body = body
        },
        header: () => undefined,
        end: () => undefined,
      }
      await adapter.process({ method: 'POST', headers: { authorization }, body: activity } as never, response as never, async context => {
        // The SDK would print what was thrown, and it might hold someone's words.
        await turn(context).catch((error: unknown) => {
          thrown = error
        })
      })
      if (thrown !== undefined) throw thrown
      return answered
    },

    async send(serviceUrl, conversation, activity) {
      const { id } = await proving(() => clientFor(serviceUrl).conversations.sendToConversation(conversation, activity as Activity))
      return id ?? ''
    },

    async remove(serviceUrl, conversation, activity) {
      await proving(() => clientFor(serviceUrl).conversations.deleteActivity(conversation, activity))
    },

    close: transport.close,
  }

  /** A token that is no longer taken is fetched anew, for the next try. */
  async function proving<R>(call: () => Promise<R>): Promise<R> {
    try {
      return await call()
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

/** Microsoft's authentication, with one client kept for each service instead of one made for each turn. */
class KeptClients extends BotFrameworkAuthentication {
  private readonly theirs: BotFrameworkAuthentication
  private readonly connectorFactory: { create(serviceUrl: string): Promise<ConnectorClient> }
  private userTokenClient: ReturnType<BotFrameworkAuthentication['createUserTokenClient']> | undefined

  constructor(theirs: BotFrameworkAuthentication, clientFor: (serviceUrl: string) => ConnectorClient) {
    super()
    this.theirs = theirs
    this.connectorFactory = { create: async serviceUrl => clientFor(serviceUrl) }
  }

  override async authenticateRequest(activity: Activity, header: string) {
    return { ...(await this.theirs.authenticateRequest(activity, header)), connectorFactory: this.connectorFactory }
  }

  override authenticateStreamingRequest(): never {
    throw new Error('Teams sends over HTTP, never over a socket')
  }

  override createConnectorFactory() {
    return this.connectorFactory
  }

  override createUserTokenClient(...given: Parameters<BotFrameworkAuthentication['createUserTokenClient']>) {
    this.userTokenClient ??= this.theirs.createUserTokenClient(...given)
    return this.userTokenClient
  }
}
