import type { ToPage } from '../desk/wire.ts'
import { askForHuman, begin, type Chat, openStream, say } from './chat.ts'
import { type Seat, sitDown } from './desk.ts'
import { type Nodes, openNodes } from './nodes.ts'

/** How much is said: `perSecond` messages of citizens in all, each chat in its turn; every fourth is answered by its counsellor. */
export interface Wanted {
  store: 'embedded' | 'postgres'
  nodes: number
  counsellors: number
  chats: number
  perSecond: number
  seconds: number
}

/** Milliseconds, each over all messages. */
export interface Heard {
  /** From sending to the answer that it is kept. */
  kept: number[]
  /** From sending to the counsellor's page. */
  toDesk: number[]
  /** From the counsellor's sending to the citizen's page. */
  toCitizen: number[]
  /** Requests that were refused or failed. */
  failed: number
  /** How late the clock of this process was at worst: what it measures is no better than that. */
  late: number
  /** Seconds from the first message until the last was heard. */
  seconds: number
  /** Milliseconds of processor time of all nodes, and bytes of the largest. */
  processor: number
  resident: number
}

/** A conversation is let through at this pace (bot/flood.ts). */
export const mostPerChat = 4

/** Citizens and counsellors at different nodes where there are two, all with open sockets, while messages come at a steady pace whatever the answers do. */
export async function talks(wanted: Wanted): Promise<Heard> {
  const nodes = await openNodes(wanted)
  try {
    return await measured(nodes, wanted)
  } finally {
    await nodes.close()
  }
}

interface Pair {
  chat: Chat
  seat: Seat
  holderNumber: number
}

async function measured({ servers, cookies }: Nodes, { chats, counsellors, perSecond, seconds }: Wanted): Promise<Heard> {
  const heard: Heard = { kept: [], toDesk: [], toCitizen: [], failed: 0, late: 0, seconds: 0, processor: 0, resident: 0 }
  const [said, answered] = [new Map<string, number>(), new Map<string, number>()]
  const hear = (text: string, sent: Map<string, number>, times: number[]) => {
    const from = sent.get(text)
    if (from === undefined) return
    sent.delete(text)
    times.push(performance.now() - from)
  }
  const onFrame = (frame: ToPage) => {
    if (frame.type === 'conversation')
      for (const { who, spoken } of frame.conversation.lines) if (who === 'citizen') hear(spoken.text, said, heard.toDesk)
  }
  const portOf = (i: number) => servers[i % servers.length]?.port ?? 0
  const seats = await Promise.all(cookies.map((cookie, i) => sitDown(portOf(i + 1), cookie, onFrame)))
  const pairs = await inTurn(Array.from({ length: chats }), 8, async (_, i): Promise<Pair> => {
    const counsellor = i % counsellors
    const seat = seats[counsellor]
    if (!seat) throw new Error('there is at least one counsellor')
    const chat = await begin(portOf(counsellor))
    await openStream(chat, text => hear(text, answered, heard.toCitizen))
    await askForHuman(chat)
    return { chat, seat, ...(await seat.take(chat.id)) }
  })

  const used = () => servers.reduce((sum, server) => sum + server.processor(), 0)
  const [usedBefore, from] = [used(), performance.now()]
  const all: Promise<void>[] = []
  const count = perSecond * seconds
  const ticks = watchClock(heard)
  for (let n = 0; n < count; n++) {
    const wait = from + (n * 1000) / perSecond - performance.now()
    if (wait > 0) await pause(wait)
    const pair = pairs[n % pairs.length]
    if (pair) all.push(exchange(pair, n))
  }
  await Promise.all(all)
  for (const end = performance.now() + 5000; said.size + answered.size > 0 && performance.now() < end; ) await pause(5)
  clearInterval(ticks)
  heard.failed += said.size + answered.size
  heard.seconds = (performance.now() - from) / 1000
  heard.processor = used() - usedBefore
  heard.resident = Math.max(...servers.map(server => server.resident()))
  for (const seat of seats) seat.close()
  return heard

  async function exchange({ chat, seat, holderNumber }: Pair, n: number): Promise<void> {
    try {
      const begun = performance.now()
      const text = `${sentences[n % sentences.length]} (${n})`
      said.set(text, begun)
      await say(chat, text)
      heard.kept.push(performance.now() - begun)
      if (n % 4 !== 0) return
      const answer = `jeg læser med (${n})`
      answered.set(answer, performance.now())
      await seat.say(chat.id, holderNumber, answer, `svar-${String(n).padStart(8, '0')}`)
    } catch {
      heard.failed++
    }
  }
}

/** As people write, without danger. */
const sentences = [
  'jeg ved ikke rigtig hvor jeg skal starte',
  'det er mest i skolen, jeg sidder alene i frikvarteret',
  'min mor siger at det går over',
  'vi flyttede hertil i sommer',
  'nogle gange kan jeg ikke sove',
  'det hjælper lidt at spille fodbold',
  'kan man bare komme forbi hos jer',
]

function watchClock(heard: Heard): NodeJS.Timeout {
  let expected = performance.now() + 20
  return setInterval(() => {
    heard.late = Math.max(heard.late, performance.now() - expected)
    expected = performance.now() + 20
  }, 20)
}

/** So many at a time. */
export async function inTurn<T, R>(items: T[], atOnce: number, task: (item: T, i: number) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const i = next++
      results[i] = await task(items[i] as T, i) // i < length
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))
