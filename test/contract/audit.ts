import { expect } from 'chai'
import { type Audit, createAudit, type Done } from '../../desk/audit.ts'
import { type AuditEntry, type AuditMark, checkpointKey, createAuditSeals, entryKey, headKey } from '../../desk/auditEntry.ts'
import { pruneAudit } from '../../desk/auditPrune.ts'
import { listAudit, type Verdict, verifyAudit } from '../../desk/auditVerify.ts'
import type { Store } from '../../store/store.ts'

const masterKey = Buffer.alloc(32, 7)
const seals = createAuditSeals(masterKey)
const monday = Date.parse('2026-03-02T09:00:00Z')
const day = 24 * 60 * 60_000
const maja = { id: 'maja', email: 'maja@kommune.dk' }
const took: Done = { who: maja, did: 'took', conversation: 'a-conversation', municipality: 'skive' }

/** What the audit log holds on any store. `open`: two doors to the same documents, as two nodes have them; one process has one door twice. */
export function auditContract(name: string, open: () => Promise<{ stores: [Store, Store]; close(): Promise<void> }>): void {
  describe(`The audit log on ${name}`, () => {
    let place: Awaited<ReturnType<typeof open>>
    let store: Store
    let clock: number
    let audit: Audit

    beforeEach(async () => {
      place = await open()
      store = place.stores[0]
      clock = monday
      audit = createAudit(store, seals, () => new Date(clock))
    })
    afterEach(() => place.close())

    it('is whole when nothing has been done yet, and after each deed', async () => {
      expect(await verify()).to.deep.equal({ holds: true, first: 1, last: 0 })
      for (let n = 1; n <= 5; n++) {
        const { number, seal } = await audit.append(took)
        expect(await verify()).to.deep.equal({ holds: true, first: 1, last: n, anchor: `${number}:${seal}` })
      }
    })

    it('says who did what and when, and of the conversation only a mark that leads nowhere', async () => {
      await audit.append(took)
      const [entry] = await entries()
      expect(entry).to.include({ number: 1, at: '2026-03-02T09:00:00.000Z', who: 'maja', did: 'took', municipality: 'skive' })
      expect(JSON.stringify(entry)).not.to.include('a-conversation')
      expect(entry?.talk).to.equal(seals.talk('a-conversation'))
      expect(createAuditSeals(Buffer.alloc(32, 8)).talk('a-conversation')).not.to.equal(entry?.talk)
    })

    it('stays one chain when two nodes write two hundred deeds at once', async () => {
      const other = createAudit(place.stores[1], seals, () => new Date(clock))
      const written = await Promise.all(
        Array.from({ length: 200 }, (_, i) => (i % 2 ? other : audit).append({ ...took, account: String(i) })),
      )
      expect(written.map(({ number }) => number).sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 200 }, (_, i) => i + 1))
      expect(await verify()).to.include({ holds: true, last: 200 })
      expect(new Set((await entries()).map(({ account }) => account)).size).to.equal(200)
    })

    it('stays one chain when another node begins the log while this one finds none', async () => {
      const other = createAudit(place.stores[1], seals, () => new Date(clock))
      let begun = false
      const late: Store = {
        ...store,
        async read(key) {
          const found = await store.read<never>(key)
          if (key === headKey && !begun) {
            begun = true
            for (let n = 0; n < 3; n++) await other.append(took)
          }
          return found
        },
      }
      expect((await createAudit(late, seals, () => new Date(clock)).append(took)).number).to.equal(4)
      expect((await entries()).map(({ did }) => did)).to.deep.equal(['took', 'took', 'took', 'took'])
    })

    it('is whole when read while others write', async () => {
      const writing = Promise.all(Array.from({ length: 60 }, () => audit.append(took)))
      for (let n = 0; n < 5; n++) expect(await verify()).to.have.property('holds', true)
      await writing
    })

    it('goes on after a crash between an entry and the head', async () => {
      await writeSome(3)
      const head = await read<AuditMark>(headKey)
      await audit.append(took)
      await put(headKey, head) // as the crash left it
      expect(await verify()).to.include({ holds: true, last: 4 })
      await createAudit(place.stores[1], seals, () => new Date(clock)).append(took)
      expect(await verify()).to.include({ holds: true, last: 5 })
    })

    describe('shows where somebody was at it', () => {
      beforeEach(() => writeSome(10))

      const wrongs: [string, () => Promise<unknown>, Partial<Verdict>][] = [
        ['an altered entry', () => alter(4, entry => ({ ...entry, who: 'ole' })), { at: 4, why: 'altered' }],
        ['an entry with a word added', () => alter(4, entry => ({ ...entry, account: 'x' })), { at: 4, why: 'altered' }],
        ['a removed entry', () => store.forget(entryKey(6)), { at: 6, why: 'missing' }],
        ['the first one removed', () => store.forget(entryKey(1)), { at: 1, why: 'missing' }],
        ['two swapped entries', () => swap(3, 4), { at: 3, why: 'notInLine' }],
        ['one put in the place of another', () => alter(5, async () => read(entryKey(2))), { at: 5, why: 'notInLine' }],
        ['the last one removed', () => store.forget(entryKey(10)), { at: 10, why: 'missing' }],
        ['an entry made with another key', () => alter(7, entry => otherSeals.entry(entry)), { at: 7, why: 'altered' }],
        ['a head made with another key', () => forgeHead(otherSeals), { why: 'head' }],
        ['no head', () => store.forget(headKey), { at: 10, why: 'head' }],
        [
          'the last ones removed with the head',
          () => Promise.all([7, 8, 9, 10].map(n => store.forget(entryKey(n)))).then(() => store.forget(headKey)),
          { at: 6, why: 'head' },
        ],
        ['an entry beyond the end', async () => put(entryKey(12), { ...(await read<AuditEntry>(entryKey(2))), number: 12 }), { at: 11 }],
        ['an invented next entry', async () => put(entryKey(11), { ...(await read<AuditEntry>(entryKey(10))), number: 11 }), { at: 11 }],
        [
          'a checkpoint made with another key',
          () => put(checkpointKey, otherSeals.mark('checkpoint', { number: 5, entry: 'x' })),
          { why: 'checkpoint' },
        ],
      ]
      for (const [what, wrong, verdict] of wrongs) {
        it(`${what}, at once and when the log has gone on since`, async () => {
          await wrong()
          expect(await verify()).to.include({ holds: false, ...verdict })
          await writeSome(2)
          expect((await verify()).holds).to.equal(false)
        })
      }

      it('an older state of the whole log put back, to whoever kept the last line elsewhere', async () => {
        const head = await read<AuditMark>(headKey)
        await writeSome(2)
        const kept = await verify()
        const anchor = kept.holds ? kept.anchor : undefined
        for (const number of [11, 12]) await store.forget(entryKey(number))
        await put(headKey, head)
        expect(await verify()).to.have.property('holds', true)
        expect(await verifyAudit(store, seals, anchor)).to.deep.equal({ holds: false, at: 12, why: 'anchor' })
        clock += day
        await writeSome(5)
        expect(await verifyAudit(store, seals, anchor)).to.deep.equal({ holds: false, at: 12, why: 'anchor' })
      })
    })

    describe('forgets what is old', () => {
      it('and can be verified from there, any number of times', async () => {
        for (let n = 0; n < 10; n++) {
          await audit.append(took)
          clock += day
        }
        expect(await pruneAudit(store, seals, new Date(monday + 4 * day))).to.equal(4)
        expect(await verify()).to.include({ holds: true, first: 5, last: 10 })
        expect(await pruneAudit(place.stores[1], seals, new Date(monday + 6 * day))).to.equal(2)
        expect(await verify()).to.include({ holds: true, first: 7, last: 10 })
        await store.forget(entryKey(7))
        expect(await verify()).to.include({ holds: false, at: 7, why: 'missing' })
      })

      it('all of it, and goes on', async () => {
        await writeSome(3)
        await pruneAudit(store, seals, new Date(clock + day))
        expect(await verify()).to.include({ holds: true, first: 4, last: 3 })
        await writeSome(2)
        expect(await verify()).to.include({ holds: true, first: 4, last: 5 })
      })

      it('and what a crash left of it the next time', async () => {
        await writeSome(4)
        const second = await read<AuditEntry>(entryKey(2))
        await put(checkpointKey, seals.mark('checkpoint', { number: 2, entry: second.seal })) // the crash came before the forgetting
        expect(await verify()).to.include({ holds: true, first: 3, last: 4 })
        expect(await pruneAudit(store, seals, new Date(monday - day))).to.equal(2)
        expect(await entries()).to.have.length(2)
      })

      it('but never what does not hold', async () => {
        await writeSome(5)
        await alter(3, entry => ({ ...entry, who: 'ole' }))
        await pruneAudit(store, seals, new Date(clock + day))
        expect(await verify()).to.deep.equal({ holds: false, at: 3, why: 'altered' })
      })

      it('on two nodes at once, while both write', async () => {
        await writeSome(20)
        clock += day
        const other = createAudit(place.stores[1], seals, () => new Date(clock))
        await Promise.all([
          ...place.stores.map(one => pruneAudit(one, seals, new Date(clock))),
          ...Array.from({ length: 20 }, (_, i) => (i % 2 ? other : audit).append(took)),
        ])
        expect(await verify()).to.include({ holds: true, first: 21, last: 40 })
      })
    })

    it('lists a stretch of time', async () => {
      for (let n = 0; n < 5; n++) {
        await audit.append({ ...took, account: String(n) })
        clock += day
      }
      const listed = []
      const stretch = { from: new Date(monday + day).toISOString(), to: new Date(monday + 3 * day).toISOString() }
      for await (const { account } of listAudit(store, stretch)) listed.push(account)
      expect(listed).to.deep.equal(['1', '2'])
    })

    const otherSeals = createAuditSeals(Buffer.alloc(32, 9))
    const verify = () => verifyAudit(store, seals)

    async function writeSome(count: number) {
      for (let n = 0; n < count; n++) await audit.append(took)
    }

    async function entries(): Promise<AuditEntry[]> {
      const all = []
      for await (const entry of listAudit(store, {})) all.push(entry)
      return all
    }

    async function read<T>(key: string): Promise<T> {
      const found = await store.read<T>(key)
      if (!found) throw new Error(`${key} is not there`)
      return found.value
    }

    async function put(key: string, value: unknown) {
      await store.write(key, value, (await store.read(key))?.etag ?? 'absent')
    }

    async function alter(number: number, change: (entry: AuditEntry) => unknown) {
      await put(entryKey(number), await change(await read<AuditEntry>(entryKey(number))))
    }

    async function swap(one: number, other: number) {
      const [a, b] = [await read(entryKey(one)), await read(entryKey(other))]
      await put(entryKey(one), b)
      await put(entryKey(other), a)
    }

    async function forgeHead({ mark }: typeof seals) {
      await put(headKey, mark('head', { number: 9, entry: (await read<AuditEntry>(entryKey(9))).seal }))
    }
  })
}
