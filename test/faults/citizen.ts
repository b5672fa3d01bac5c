import { expect } from 'chai'
import { ask, type Logged } from '../bot/house.ts'
import { pause } from '../until.ts'

/** A lean client with the rules of our widget: what is not acknowledged is sent again with the same id, in order. */
export interface Citizen {
  id: string
  token: string
  acknowledged: Acknowledged[]
  /** How often an answer was a refusal, an error or none at all. */
  refused: number
  say(text: string, choice?: string): Promise<void>
  asked: boolean
  askForHuman(): Promise<void>
}

export interface Acknowledged {
  id: string
  text: string
}

/** `url`: asked anew for each request, so that a client may be moved to another node. */
export async function beginInsisting(url: () => string, name: string): Promise<Citizen> {
  const again = { times: 0 }
  const generated = await insist(() => ask(url(), 'POST', '/v3/directline/tokens/generate', { body: {} }), again)
  const token = generated.token ?? ''
  const start = () => ask(url(), 'POST', '/v3/directline/conversations', { token, body: { user: {} } })
  const { conversationId: id = '' } = await insist(start, again)
  const citizen: Citizen = {
    id,
    token,
    acknowledged: [],
    get refused() {
      return again.times
    },
    async say(text, choice) {
      const channelData = { clientActivityID: `${name}-${citizen.acknowledged.length}` }
      const body = { type: 'message', text, channelData, ...(choice !== undefined && { value: { choice } }) }
      const sent = await insist(() => ask(url(), 'POST', `/v3/directline/conversations/${id}/activities`, { token, body }), again)
      citizen.acknowledged.push({ id: sent.id ?? '', text })
    },
    asked: false,
    async askForHuman() {
      await citizen.say('jeg vil tale med et menneske', 'handover.wait')
      await citizen.say('ja', 'handover.confirm')
      citizen.asked = true
    },
  }
  return citizen
}

/** Every acknowledged message once and in order, in a log without gaps. Returns who has the word. */
export async function expectKept(url: string, { id, token }: Pick<Citizen, 'id' | 'token'>, acknowledged: Acknowledged[]) {
  const { status, body } = await askAgain(() => ask(url, 'GET', `/v3/directline/conversations/${id}/activities`, { token }))
  expect(status).to.equal(200)
  const log = body.activities ?? []
  expect(log.map(numberOf)).to.deep.equal(log.map((_, i) => i + 1))
  const mine = log.filter(({ channelData }) => channelData.brobygger.who === 'citizen')
  expect(mine.map(({ id, text }) => ({ id, text }))).to.deep.equal(acknowledged)
  return body.state?.holder
}

/** "Come back in a moment" (503) is an answer to which every client asks again: the first reads after a database came back may get it. */
async function askAgain(request: () => ReturnType<typeof ask>): ReturnType<typeof ask> {
  for (const end = Date.now() + patience; ; await pause(200)) {
    const answer = await request()
    if (answer.status !== 503 || Date.now() > end) return answer
  }
}

/** Longer than any server of ours takes. */
const patience = 20_000
const longest = 90_000

/** Asks until there is an answer; whoever is gone comes back. */
async function insist(request: () => ReturnType<typeof ask>, again: { times: number }) {
  for (const end = Date.now() + longest; Date.now() < end; again.times++) {
    const answer = await Promise.race([request().catch(nothing), pause(patience).then(nothing)])
    if (answer && answer.status < 300) return answer.body
    if (answer && answer.status < 500) throw new Error(`answered ${answer.status} ${answer.body.error?.code}`)
    await pause(50 + Math.random() * 100)
  }
  throw new Error('no answer in a long while')
}

const numberOf = ({ channelData }: Logged) => channelData.number
const nothing = () => undefined
