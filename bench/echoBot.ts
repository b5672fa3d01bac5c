import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication, ConversationState, MemoryStorage } from 'botbuilder'
import restify from 'restify'

/**
 * The peer of bench/turn.ts: the bare echo bot of Microsoft's samples (CloudAdapter on restify, state in memory). Prints its port as JSON.
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

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}))
const bot = new EchoBot(new ConversationState(new MemoryStorage()))
const server = restify.createServer()
server.use(restify.plugins.bodyParser())
server.post('/api/messages', async (req, res) => {
  await adapter.process(req as never, res, context => bot.run(context)) // restify's types and botbuilder's differ in what may be undefined
})
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })))
