import { begin, type Chat, openStream, say } from './chat.ts'
import { median, quantile, round } from './figures.ts'
import { openNodes } from './nodes.ts'
import { inTurn } from './talks.ts'

/**
 * What a turn costs among ever more open chats, each with its socket, on one node with the embedded store; and the memory that each takes.
 * `node bench/open.ts 10000` says how many in all. Needs as many open files (`ulimit -n`) as chats, and some to spare, in each process.
 */
const most = Number(process.argv[2] ?? 10_000)
const steps = [100, 1000, 10_000].filter(step => step < most).concat(most)
const atOnce = 24
const talksEach = 60
const words = ['det handler om mig selv', '15', 'har ondt i maven hver morgen og orker ik skole mere', '4', 'at jeg kunne sove', 'min mor']

const nodes = await openNodes({ store: 'embedded', nodes: 1, counsellors: 0 })
const [server] = nodes.servers
if (!server) throw new Error('one was asked for')
try {
  await talk(100) // warm
  const before = server.resident()
  const rows: Record<string, number>[] = []
  let open = 0
  for (const step of steps) {
    await inTurn(Array.from({ length: step - open }), atOnce, async () => openStream(await begin(server.port)))
    open = step
    const memory = (server.resident() - before) / open
    const { latencies, processor } = await talk(talksEach)
    rows.push({
      'open chats': open,
      'turn ms (median)': round(median(latencies), 1),
      'turn ms (p99)': round(quantile(latencies, 0.99), 1),
      'processor ms/turn': round(processor),
      'kB for each chat': round(memory / 1024, 1),
    })
  }
  console.table(rows)
} finally {
  await nodes.close()
}
process.exit()

/** New talks among those that are open, eight side by side. */
async function talk(count: number): Promise<{ latencies: number[]; processor: number }> {
  const chats = await inTurn(Array.from({ length: count }), 8, () => begin(server?.port ?? 0))
  const used = server?.processor() ?? 0
  const latencies: number[] = []
  await inTurn(chats, 8, async (chat: Chat) => {
    for (const text of words) {
      const from = performance.now()
      await say(chat, text)
      latencies.push(performance.now() - from)
    }
  })
  return { latencies, processor: ((server?.processor() ?? 0) - used) / latencies.length }
}
