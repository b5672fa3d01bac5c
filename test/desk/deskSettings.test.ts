import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'chai'
import { type Desk, openDesk } from '../../desk/desk.ts'
import { checkDeskSettings, loadDeskSettings } from '../../desk/deskSettings.ts'
import { alone } from '../../desk/duty.ts'
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

  it('have several intervals a day, pass midnight, and keep Danish holidays', async () => {
    const evenings = {
      intervals: [
        { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '12:00' },
        { days: [5], opens: '20:00', closes: '02:00' },
      ],
    }
    for (const [at, opensAt] of [
      ['2026-11-27T10:59:00Z', undefined], // a Friday, 11.59
      ['2026-11-27T11:00:00Z', '2026-11-27T19:00:00.000Z'],
      ['2026-11-27T23:30:00Z', undefined], // half past midnight, still Friday's evening
      ['2026-11-28T01:00:00Z', '2026-11-30T08:00:00.000Z'],
      ['2026-04-01T12:00:00Z', '2026-04-07T07:00:00.000Z'], // Maundy Thursday to Easter Monday
    ] as const) {
      await withDesk({ kalundborg: evenings }, at, desk =>
        expect(desk.counsellors('kalundborg').opensAt?.toISOString(), at).to.equal(opensAt),
      )
    }
  })

  it('are right in both nights when the clock is moved', async () => {
    const nights = { intervals: [{ days: [6, 7], opens: '01:00', closes: '03:30' }] }
    for (const [at, opensAt] of [
      ['2026-03-29T01:20:00Z', undefined], // 3.20 summer time: an hour is missing
      ['2026-03-29T01:30:00Z', '2026-04-03T23:00:00.000Z'],
      ['2026-10-24T22:59:00Z', '2026-10-24T23:00:00.000Z'], // 0.59 summer time
      ['2026-10-25T02:29:00Z', undefined], // 3.29 winter time: an hour came twice
      ['2026-10-25T02:30:00Z', '2026-10-31T00:00:00.000Z'],
    ] as const) {
      await withDesk({ kalundborg: nights }, at, desk =>
        expect(desk.counsellors('kalundborg').opensAt?.toISOString(), at).to.equal(opensAt),
      )
    }
  })

  it('are others in school breaks, and none on days between the years', async () => {
    const breaks = [
      { name: 'Efterårsferie', from: '2026-10-12', to: '2026-10-16', intervals: [{ days: [1, 3], opens: '10:00', closes: '12:00' }] },
      { name: 'Mellem jul og nytår', from: '2026-12-24', to: '2027-01-03' },
      { name: 'Sommerferie', from: '2026-06-29', to: '2026-08-09' },
    ]
    for (const [at, opensAt] of [
      ['2026-10-12T09:00:00Z', undefined],
      ['2026-10-13T09:00:00Z', '2026-10-14T08:00:00.000Z'],
      ['2026-10-14T11:00:00Z', '2026-10-19T07:00:00.000Z'],
      ['2026-12-28T10:00:00Z', '2027-01-04T08:00:00.000Z'],
      ['2026-06-29T10:00:00Z', '2026-08-10T07:00:00.000Z'],
    ] as const) {
      const content = { kalundborg: { ...weekdays, breaks } }
      await withDesk(content, at, desk => expect(desk.counsellors('kalundborg').opensAt?.toISOString(), at).to.equal(opensAt))
    }
  })

  it('may differ by team; the desk is open while one of them is', async () => {
    const breaks = [{ name: 'Jul', from: '2026-12-24', to: '2027-01-03' }]
    const teams = [
      { id: 'familie', name: 'Familieteamet' },
      { id: 'aften', name: 'Aftenteamet', intervals: [{ days: [1, 2, 3, 4], opens: '16:00', closes: '21:00' }] },
    ]
    const content = { kalundborg: { ...weekdays, breaks, teams } }
    const [family, evening] = (await load(content)).get('kalundborg')?.teams ?? []
    expect(family).to.include({ id: 'kalundborg/familie', municipality: 'kalundborg' })
    expect(family?.hours?.channels[0]?.intervals).to.deep.equal(weekdays.intervals)
    expect(evening?.hours?.channels[0]?.special).to.deep.equal([{ from: '2026-12-24', to: '2027-01-03' }])
    for (const [at, opensAt] of [
      ['2026-11-30T13:00:00Z', undefined], // Monday 14.00: the desk
      ['2026-11-30T14:30:00Z', '2026-11-30T15:00:00.000Z'],
      ['2026-11-30T19:00:00Z', undefined], // Monday 20.00: the evening team
      ['2026-12-28T19:00:00Z', '2027-01-04T08:00:00.000Z'],
    ] as const) {
      await withDesk(content, at, desk => expect(desk.counsellors('kalundborg').opensAt?.toISOString(), at).to.equal(opensAt))
    }
  })

  it('stand beside whose counsellors they are', async () => {
    await withDesk({ kalundborg: { organisation: 'Ungelinjen' } }, '2026-03-02T10:00:00Z', desk => {
      expect(desk.counsellors('kalundborg')).to.deep.equal({ present: 0, waitingAhead: 0, organisation: 'Ungelinjen' })
    })
  })

  it('say how long what a counsellor had is kept', async () => {
    const all = await load({ kalundborg: { takenKeptHours: 48 }, skive: {} })
    expect(all.get('kalundborg')).to.deep.equal({ takenKeptHours: 48, teams: [] })
    expect(all.get('skive')).to.deep.equal({ teams: [] })
  })

  it('name municipalities that are there, and each team and each stretch of days as they must be', async () => {
    const there = { municipalities: [{ id: 'kalundborg', name: 'Kalundborg', region: 'Region Sjælland' }] }
    expect(() => checkDeskSettings(new Map([['kalundbrog', { teams: [] }]]), there)).to.throw(/desk\.json names kalundbrog/)
    const team = { id: 'a', name: 'A' }
    for (const [content, place] of [
      [{ kalundborg: { teams: [team, team] } }, /same id/],
      [{ kalundborg: { breaks: [{ name: 'x', from: '2026-12-24', to: '2026-12-01' }] } }, /before `from`/],
      [{ kalundborg: { breaks: [{ name: 'x', from: '24.12.2026', to: '2026-12-31' }] } }, /from/],
      [{ kalundborg: { oppens: true } }, /oppens/],
      [{ kalundborg: { takenKeptHours: 1 } }, /takenKeptHours/],
      [{ kalundborg: { takenKeptHours: 100 } }, /takenKeptHours/],
    ] as const) {
      expect(String(await load(content).catch((error: Error) => error))).to.match(place)
    }
  })

  it('that do not hold stop the start and name each place', async () => {
    const failure = await load({ kalundborg: { intervals: [{ days: [8], opens: '9', closes: '15:00' }] } }).catch((error: Error) => error)
    expect(failure).to.be.instanceOf(Error)
    expect(String(failure))
      .to.match(/kalundborg.*days/s)
      .and.match(/09:00/)
  })

  async function load(content: unknown) {
    const file = join(folder, 'desk.json')
    await writeFile(file, JSON.stringify(content))
    return loadDeskSettings(pathToFileURL(file))
  }

  async function withDesk(content: unknown, at: string, see: (desk: Desk) => void) {
    const store = await openLowdbStore(join(folder, 'store'))
    const conversations = createSealed<Conversation>(store, createSealer(Buffer.alloc(32, 1)), 'conversations')
    const desk = await openDesk({
      store,
      conversations,
      follow: () => () => undefined,
      settings: await load(content),
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
