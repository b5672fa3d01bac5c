import { expect } from 'chai'
import pg from 'pg'
import { type House, openHouse } from '../bot/house.ts'
import { openTestDatabase } from '../postgres.ts'
import { until } from '../until.ts'
import { type Connector, openConnector } from './connector.ts'
import { openParent } from './parent.ts'
import { untilAllIsSaid } from './told.ts'

describe('A turn in Teams that takes long', () => {
  let connector: Connector
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let house: House
  before(async () => {
    connector = await openConnector()
    database = await openTestDatabase()
    const BROBYGGER_KEY = Buffer.alloc(32, 7).toString('base64')
    house = await openHouse({ ...connector.environment, DATABASE_URL: database.url, BROBYGGER_KEY })
  })
  after(async () => {
    await house.close()
    await database.drop()
    await connector.close()
  })

  it('shows that we are at it before the answer comes, and one that is quick does not', async () => {
    const parent = openParent(connector, () => house.url)
    const mine = () => connector.taken.filter(({ conversation }) => conversation === parent.conversation).map(({ what }) => what)
    await until('a turn is quick also as Teams sees it', async () => {
      const from = performance.now()
      await parent.say('min søn på 9 vil ikke i skole')
      return performance.now() - from < 800
    })
    const { id } = await untilAllIsSaid(house.services, connector, parent)
    const before = mine()
    expect(before.at(-1)).to.equal('send')

    const letGo = await holdUp(id)
    const turn = parent.say('hvem læser det her?')
    await connector.until(() => mine().length > before.length)
    expect(mine().slice(before.length), 'the quick one would have shown it by now, too').to.deep.equal(['typing'])
    await letGo()
    expect((await turn).status).to.equal(200)
    await untilAllIsSaid(house.services, connector, parent)
    expect(mine().slice(before.length)).to.deep.equal(['typing', 'send'])
  })

  /** Somebody else works on the conversation's row in the database: a turn must wait. */
  async function holdUp(conversation: string): Promise<() => Promise<void>> {
    const other = new pg.Client({ connectionString: database.url })
    await other.connect()
    await other.query('begin')
    const { rowCount } = await other.query('select 1 from brobygger_documents where key = $1 for update', [`conversations/${conversation}`])
    expect(rowCount).to.equal(1)
    return async () => {
      await other.query('commit')
      await other.end()
    }
  }
})
