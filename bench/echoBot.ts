import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication, ConversationState, MemoryStorage } from 'botbuilder'
import { AuthenticationConfiguration, BotFrameworkAuthenticationFactory } from 'botframework-connector'
import restify from 'restify'

/**
 * The peer of bench/turn.ts and bench/teams.ts: the bare echo bot of Microsoft's samples (CloudAdapter on restify, state in memory). `teams` as first
 * argument: with Microsoft's own authentication switched on, against the connector that the settings name. Prints its port as JSON.
 */
class EchoBot extends ActivityHandler {
  constructor(state: ConversationState) {
    super()
    const turns = state.createProperty<number>('turns')
    this.onMessage(async (context, next) => {
      await turns.set(context, (await turns.get(context, 0)) + 1)
      await context.sendActivity(`Echo: ${context.activity.text}`)
      await state.saveChanges(context)
      await next()
    })
    this.onMembersAdded(async (context, next) => {
      const { membersAdded = [], recipient } = context.activity
      for (const { id } of membersAdded) if (id !== recipient.id) await context.sendActivity('Hello and welcome!')
      await next()
    })
  }
}

const adapter = new CloudAdapter(
  process.argv[2] === 'teams' ? await teamsAuthentication() : new ConfigurationBotFrameworkAuthentication({}),
)
const bot = new EchoBot(new ConversationState(new MemoryStorage()))
const server = restify.createServer()
server.use(restify.plugins.bodyParser())
server.post('/api/messages', async (req, res) => {
  await adapter.process(req as never, res, context => bot.run(context)) // restify's types and botbuilder's differ in what may be undefined
})
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })))

async function teamsAuthentication() {
  const { readConfig } = await import('../bot/config.ts')
  const { createCredentials } = await import('../bot/teams/credentials.ts')
  const { teams } = readConfig(process.env)
  if (teams === undefined) throw new Error('bench/teams.ts starts this with the settings of its connector')
  const { cloud, tenant } = teams
  return BotFrameworkAuthenticationFactory.create(
    '',
    true,
    `${cloud.login}/${tenant}`,
    cloud.scope,
    cloud.issuer,
    'https://token.botframework.com',
    cloud.openIdMetadata,
    cloud.openIdMetadata,
    '',
    createCredentials(teams).factory,
    new AuthenticationConfiguration(),
  )
}
