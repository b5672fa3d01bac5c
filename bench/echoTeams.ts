import { ActivityHandler, CloudAdapter, ConversationState, MemoryStorage } from 'botbuilder'
import { AuthenticationConfiguration, BotFrameworkAuthenticationFactory } from 'botframework-connector'
import restify from 'restify'
import { readConfig } from '../bot/config.ts'
import { createCredentials } from '../bot/teams/credentials.ts'

/**
 * The peer of bench/teams.ts: the bare echo bot of Microsoft's samples on CloudAdapter, with Microsoft's own authentication switched on against the
 * connector that the settings name. Prints its port as JSON.
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
  }
}

const { teams } = readConfig(process.env)
if (teams === undefined) throw new Error('bench/teams.ts starts this with the settings of its connector')
const { cloud, tenant } = teams
const authentication = BotFrameworkAuthenticationFactory.create(
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
const adapter = new CloudAdapter(authentication)
const bot = new EchoBot(new ConversationState(new MemoryStorage()))
const server = restify.createServer()
server.use(restify.plugins.bodyParser())
server.post('/api/messages', async (req, res) => {
  await adapter.process(req as never, res, context => bot.run(context)) // restify's types and botbuilder's differ in what may be undefined
})
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ bot: server.address().port })))
