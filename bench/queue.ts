import type { Conversation } from '../dialogs/conversation.ts'
import type { Sealed } from '../store/sealed.ts'
import { atPeace, begin as beginning, setting, talk } from '../test/dialogs/setting.ts'
import { begin, say } from './chat.ts'
import { sitDown } from './desk.ts'
import { median, round } from './figures.ts'
import { openNodes } from './nodes.ts'
import { inTurn } from './talks.ts'

/**
 * What it costs to come into the queue and to be taken from it, with ever more who wait: each way through the real server, durable, with a
 * counsellor's page open that is told of everybody. `node bench/queue.ts 5000` says how many at most.
 */
const most = Number(process.argv[2] ?? 5000)
const lengths = [50, 500, 5000].filter(length => length < most).concat(most)
const times = 100
const warmUp = 50

const rows = []
for (const length of lengths) rows.push(await measured(length))
console.table(rows)
process.exit()

async function measured(length: number) {
  const nodes = await openNodes({
    store: 'embedded',
    nodes: 1,
    counsellors: 1,
    prepare: conversations => putWaiting(conversations, length),
  })
  try {
    const [server] = nodes.servers
    const [cookie = ''] = nodes.cookies
    if (!server) throw new Error('one was asked for')
    const seat = await sitDown(server.port, cookie)
    const comers = await inTurn(Array.from({ length: times + warmUp }), 4, async () => {
      const chat = await begin(server.port)
      await say(chat, 'jeg vil tale med et menneske', 'handover.wait')
      return chat
    })
    for (const chat of comers.splice(0, warmUp)) await say(chat, 'ja', 'handover.confirm')
    for (let i = 0; i < warmUp; i++) await seat.takeNext()
    const arrival = await timed(comers, chat => say(chat, 'ja', 'handover.confirm'))
    const take = await timed(comers, () => seat.takeNext())
    seat.close()
    return {
      waiting: length,
      'arrival ms (median)': arrival.median,
      'arrival, processor ms': arrival.processor,
      'take ms (median)': take.median,
      'take, processor ms': take.processor,
      'start-up ms': Math.round(server.startup),
    }

    /** One after the other, so that nothing else is measured with it. */
    async function timed<T>(items: T[], task: (item: T) => Promise<unknown>) {
      const used = server?.processor() ?? 0
      const latencies: number[] = []
      for (const item of items) {
        const from = performance.now()
        await task(item)
        latencies.push(performance.now() - from)
      }
      return { median: round(median(latencies)), processor: round(((server?.processor() ?? 0) - used) / items.length) }
    }
  } finally {
    await nodes.close()
  }
}

/**
 * As many who have just begun to wait, each with a talk behind them. They count as told of their place for an hour: the news that everyone gets each minute
 * costs a turn each, and is not what is measured here.
 */
async function putWaiting(conversations: Sealed<Conversation>, length: number): Promise<void> {
  const context = setting({ now: new Date(), assess: atPeace })
  const waiting = talk(['[who.young]', '15', '[theme.bullying]', '[offers]', '[human]', '[handover.confirm]'], context, beginning(context))
  if (waiting.handoff?.state !== 'waiting') throw new Error('these words no longer lead into the queue')
  const toldAt = new Date(context.now.getTime() + 3_600_000).toISOString()
  const calm: Conversation = { ...waiting, handoff: { ...waiting.handoff, toldAt, openLinesShown: true } }
  await inTurn(Array.from({ length }), 64, async (_, i) => conversations.create(`venter-${i}`, { ...calm, id: `venter-${i}` }))
}
