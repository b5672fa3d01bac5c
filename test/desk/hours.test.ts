import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import { type Desk, openDesk } from '../../desk/desk.ts'
import { alone } from '../../desk/duty.ts'
import { loadDeskHours } from '../../desk/hours.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import { createSealed } from '../../store/sealedDocuments.ts'
import { createSealer } from '../../store/sealing.ts'

const weekdays = { intervals: [{ days: [1, 2, 3, 4, 5], opens: '09:00', closes: '15:00' }] }

describe("the desk's opening hours", () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-hours-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('tell when to come back, in Danish time, when nobody is here outside them', async () => {
    await withDesk({ kalundborg: weekdays }, '2026-03-01T20:00:00Z', desk => {
      expect(desk.counsellors('kalundborg').opensAt).to.deep.equal(new Date('2026-03-02T08:00:00Z'))
      expect(desk.counsellors('skive').opensAt).to.equal(undefined)
    })
  })

  it('say nothing within them, nor when somebody is here all the same', async () => {
    await withDesk({ kalundborg: weekdays }, '2026-03-02T10:00:00Z', desk => {
      expect(desk.counsellors('kalundborg')).to.deep.equal({ present: 0, waitingAhead: 0 })
    })
    await withDesk({ kalundborg: weekdays }, '2026-03-01T20:00:00Z', desk => {
      desk.presence.connect({ id: 'maja', name: 'Maja', municipalities: [] })
      expect(desk.counsellors('kalundborg')).to.deep.equal({ present: 1, waitingAhead: 0 })
    })
  })

  it('that do not hold stop the start and name each place', async () => {
    const failure = await load({ kalundborg: { intervals: [{ days: [8], opens: '9', closes: '15:00' }] } }).catch((error: Error) => error)
    expect(failure).to.be.instanceOf(Error)
    expect(String(failure))
      .to.match(/kalundborg.*days/s)
      .and.match(/08:30/)
  })

  async function load(content: unknown) {
    const file = join(folder, 'desk.json')
    await writeFile(file, JSON.stringify(content))
    return loadDeskHours(pathToFileURL(file))
  }

  async function withDesk(content: unknown, at: string, see: (desk: Desk) => void) {
    const store = await openLowdbStore(join(folder, 'store'))
    const conversations = createSealed<Conversation>(store, createSealer(Buffer.alloc(32, 1)), 'conversations')
    const desk = await openDesk({
      store,
      conversations,
      follow: () => () => undefined,
      hours: await load(content),
      duty: alone,
      secret: Buffer.alloc(32, 2),
      several: false,
      now: () => new Date(at),
    })
    see(desk)
    desk.close()
    await store.close()
  }
})
