import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { accountOf, allAccounts } from '../../desk/accounts.ts'
import { createLockout, freeTries } from '../../desk/lockout.ts'
import { hashPassword, isStrong, passwordFits } from '../../desk/passwords.ts'
import { deskRoles } from '../../desk/roles.ts'
import { createSessions } from '../../desk/sessions.ts'
import { addCounsellor, firstSignInLink, lookAtLink, spendLink } from '../../desk/signInLink.ts'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import type { Store } from '../../store/store.ts'
import { until } from '../until.ts'

const monday = new Date('2026-03-02T09:00:00Z')
const later = (minutes: number) => new Date(monday.getTime() + minutes * 60_000)
const baseUrl = 'http://desk.test'
const chosen = { name: 'Maja, rådgiver i Kalundborg Kommune', password: 'en rolig bro over fjorden' }

let folder: string
let store: Store

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brobygger-desk-'))
  store = await openLowdbStore(folder)
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

describe('the first sign-in link', () => {
  it('lets one person in, who chooses address, name and password and becomes admin', async () => {
    const token = tokenOf(await firstSignInLink(store, { now: monday, baseUrl }))
    expect(await lookAtLink(store, token, later(5))).to.deep.equal({ roles: [...deskRoles] })
    const spent = await spendLink(store, token, { ...chosen, email: 'Maja@Kalundborg.dk' }, later(5))
    expect(spent).to.have.nested.property('account.email', 'maja@kalundborg.dk')
    expect(spent).to.have.nested.property('account.roles').that.includes('admin')
  })

  it('carries its token behind #, which no server, log or Referer gets', async () => {
    expect(await firstSignInLink(store, { now: monday, baseUrl })).to.match(/^http:\/\/desk\.test\/desk#link=[\w-]{43}$/)
  })

  it('works once', async () => {
    const token = tokenOf(await firstSignInLink(store, { now: monday, baseUrl }))
    await spendLink(store, token, { ...chosen, email: 'maja@kommune.dk' }, monday)
    expect(await spendLink(store, token, { ...chosen, email: 'anden@kommune.dk' }, monday)).to.equal('refused')
  })

  it('lets one of two through who use it at the same moment', async () => {
    const token = tokenOf(await firstSignInLink(store, { now: monday, baseUrl }))
    const both = await Promise.all(
      ['maja@kommune.dk', 'ulla@kommune.dk'].map(email => spendLink(store, token, { ...chosen, email }, monday)),
    )
    expect(both.filter(one => one === 'refused')).to.have.length(1)
    expect(await allAccounts(store)).to.have.length(1)
  })

  it('works for 24 hours', async () => {
    const token = tokenOf(await firstSignInLink(store, { now: monday, baseUrl }))
    expect(await lookAtLink(store, token, later(24 * 60 - 1))).not.to.equal(undefined)
    expect(await lookAtLink(store, token, later(24 * 60))).to.equal(undefined)
    expect(await spendLink(store, token, { ...chosen, email: 'maja@kommune.dk' }, later(24 * 60))).to.equal('refused')
  })

  it('is replaced by the next one printed', async () => {
    const first = tokenOf(await firstSignInLink(store, { now: monday, baseUrl }))
    await firstSignInLink(store, { now: later(1), baseUrl })
    expect(await lookAtLink(store, first, later(1))).to.equal(undefined)
  })

  it('is not made once somebody has a password', async () => {
    const token = tokenOf(await firstSignInLink(store, { now: monday, baseUrl }))
    await spendLink(store, token, { ...chosen, email: 'maja@kommune.dk' }, monday)
    expect(await firstSignInLink(store, { now: later(1), baseUrl })).to.equal(undefined)
  })
})

describe('an added counsellor', () => {
  it('gets a link for their own address, and the role and municipalities they were given', async () => {
    const token = tokenOf(await addCounsellor(store, 'ole@skive.dk', ['counsellor'], { now: monday, baseUrl, municipalities: ['skive'] }))
    expect(await lookAtLink(store, token, monday)).to.deep.equal({ email: 'ole@skive.dk', roles: ['counsellor'] })
    await spendLink(store, token, { ...chosen, email: 'en@anden.dk' }, monday)
    const found = await accountOf(store, 'ole@skive.dk')
    expect(found?.account.name).to.equal(chosen.name)
    expect(found?.account.roles).to.deep.equal(['counsellor'])
    expect(found?.account.municipalities).to.deep.equal(['skive'])
    expect(await accountOf(store, 'en@anden.dk')).to.equal(undefined)
  })

  it('keeps password and identity when added again, until the new link is used', async () => {
    await spendLink(store, tokenOf(await addCounsellor(store, 'ole@skive.dk', ['counsellor'], { now: monday, baseUrl })), chosen, monday)
    const before = (await accountOf(store, 'ole@skive.dk'))?.account
    const again = tokenOf(await addCounsellor(store, 'OLE@skive.dk', ['admin'], { now: later(1), baseUrl }))
    const between = (await accountOf(store, 'ole@skive.dk'))?.account
    expect(between).to.include({ id: before?.id, password: before?.password })
    expect(between?.roles).to.deep.equal(['admin'])
    await spendLink(store, again, { ...chosen, password: 'en helt anden sætning' }, later(2))
    const after = (await accountOf(store, 'ole@skive.dk'))?.account
    expect(after?.id).to.equal(before?.id)
    expect(await passwordFits('en helt anden sætning', after?.password)).to.equal(true)
  })

  it('needs an address', async () => {
    for (const bad of ['', 'ole', 'ole@skive', 'ole <o@s.dk>', '@s.dk']) {
      const failure = await addCounsellor(store, bad, ['counsellor'], { now: monday }).catch((error: unknown) => error)
      expect(failure, bad).to.be.instanceOf(RangeError)
    }
  })
})

describe('a password', () => {
  it('is kept as scrypt, each time with a salt of its own', async () => {
    const [one, other] = [await hashPassword(chosen.password), await hashPassword(chosen.password)]
    expect(one).to.match(/^scrypt\$32768\$8\$3\$/)
    expect(one).not.to.equal(other)
    expect(await passwordFits(chosen.password, one)).to.equal(true)
    expect(await passwordFits(`${chosen.password} `, one)).to.equal(false)
  })

  it('takes as much work to refuse where there is no account', async () => {
    const hash = await hashPassword(chosen.password)
    const time = async (of: string | undefined) => {
      const tries = []
      for (let n = 0; n < 2; n++) {
        const before = process.cpuUsage()
        expect(await passwordFits('forkert', of)).to.equal(false)
        tries.push(process.cpuUsage(before).user)
      }
      return Math.min(...tries)
    }
    const [known, unknown] = [await time(hash), await time(undefined)]
    expect(unknown).to.be.greaterThan(known / 3)
  })

  it('is long rather than odd', () => {
    const table: [string, boolean][] = [
      ['en rolig bro over fjorden', true],
      ['Kort1!', false],
      ['aaaaaaaaaaaaaaaa', false],
      ['majahansen2026', false],
    ]
    for (const [password, strong] of table) expect(isStrong(password, 'majahansen@kommune.dk'), password).to.equal(strong)
  })
})

describe('the pause after wrong passwords', () => {
  const lockout = () => createLockout(store, Buffer.alloc(32, 7))

  it('begins after five, lasts a minute, and doubles to a quarter of an hour at most', async () => {
    let at = monday
    const tries = lockout()
    for (let n = 0; n < freeTries; n++) expect(await tries.admit('ole@skive.dk', at), `try ${n + 1}`).to.equal(undefined)
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      const until = await tries.admit('ole@skive.dk', at)
      expect(((until?.getTime() ?? 0) - at.getTime()) / 60_000).to.equal(minutes)
      at = until ?? at
      expect(await tries.admit('ole@skive.dk', at), `after ${minutes} minutes`).to.equal(undefined)
    }
  })

  it('concerns one address however it is written, and ends with the right password', async () => {
    const tries = lockout()
    for (let n = 0; n < freeTries; n++) await tries.admit('ole@skive.dk', monday)
    expect(await tries.admit('maja@skive.dk', monday)).to.equal(undefined)
    expect(await tries.admit(' Ole@Skive.dk', monday)).not.to.equal(undefined)
    await tries.succeeded('ole@skive.dk')
    expect(await tries.admit('ole@skive.dk', monday)).to.equal(undefined)
  })

  it('counts over all nodes, also what is tried at the same moment, and outlives them', async () => {
    const nodes = [lockout(), lockout(), lockout()]
    const answers = await Promise.all(Array.from({ length: 15 }, (_, n) => nodes[n % 3]?.admit('ole@skive.dk', monday)))
    expect(answers.filter(until => until === undefined)).to.have.length(freeTries)
    expect(await lockout().admit('ole@skive.dk', monday)).not.to.equal(undefined)
  })

  it('keeps no address, and nothing after a day', async () => {
    const tries = lockout()
    await tries.admit('ole@skive.dk', monday)
    const keys = async () => {
      const found: string[] = []
      for await (const key of store.keys('lockouts/')) found.push(key)
      return found
    }
    expect(await keys()).to.have.length(1)
    expect(JSON.stringify([await keys(), await store.read((await keys())[0] ?? '')])).not.to.match(/ole@|@skive/)
    await tries.tidy(later(23 * 60))
    expect(await keys()).to.have.length(1)
    await tries.tidy(later(24 * 60))
    expect(await keys()).to.deep.equal([])
  })
})

describe('a session', () => {
  it('is found by its token, of which the store has only the hash', async () => {
    const sessions = createSessions(store)
    const account = await signedUp()
    const token = await sessions.open(account, monday)
    expect(token).to.match(/^[\w-]{43}$/)
    expect((await sessions.read(token, later(1)))?.account.email).to.equal('ole@skive.dk')
    for await (const key of store.keys('')) expect(`${key} ${JSON.stringify(await store.read(key))}`).not.to.include(token)
  })

  it('ends after ten minutes without activity; looking is not activity', async () => {
    const sessions = createSessions(store)
    const token = await sessions.open(await signedUp(), monday)
    expect(await sessions.read(token, later(9.9))).not.to.equal(undefined)
    expect(await sessions.read(token, later(10))).to.equal(undefined)
    expect(await sessions.read(token, later(9))).to.equal(undefined)
  })

  it('lasts while somebody is active, also over a restart, and twelve hours at most', async () => {
    const sessions = createSessions(store)
    const token = await sessions.open(await signedUp(), monday)
    for (let minute = 5; minute < 12 * 60; minute += 5) {
      await sessions.touch(token, later(minute))
      expect(await sessions.read(token, later(minute + 4)), `${minute}`).not.to.equal(undefined)
    }
    expect(await createSessions(store).read(token, later(12 * 60 - 2))).not.to.equal(undefined)
    await sessions.touch(token, later(12 * 60))
    expect(await sessions.read(token, later(12 * 60))).to.equal(undefined)
  })

  it('ends on all devices at once, and says so', async () => {
    const sessions = createSessions(store)
    const account = await signedUp()
    const tokens = [await sessions.open(account, monday), await sessions.open(account, monday)]
    const ended: string[] = []
    sessions.listen(id => ended.push(id))
    await sessions.endAll(account.email)
    await until(() => ended.length === 2)
    for (const token of tokens) expect(await sessions.read(token, monday)).to.equal(undefined)
  })
})

async function signedUp() {
  const link = await addCounsellor(store, 'ole@skive.dk', ['counsellor'], { now: monday, baseUrl })
  const spent = await spendLink(store, tokenOf(link), chosen, monday)
  if (typeof spent === 'string') throw new Error(spent)
  return spent.account
}

function tokenOf(link: string | undefined): string {
  return link?.split('#link=')[1] ?? ''
}
