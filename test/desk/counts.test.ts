import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { createCounts } from '../../desk/counts.ts'
import { hideSmall, type Shown, shownShare } from '../../desk/hideSmall.ts'
import { openLowdbStore } from '../../store/lowdbStore.ts'

describe('counts', () => {
  it('hide what is under five, and the sum that would give one hidden cell away', () => {
    const { cells, rowSums, columnSums, sum } = hideSmall([
      [10, 3, 7],
      [12, 8, 9],
    ])
    expect(cells).to.deep.equal([
      [10, 'hidden', 7],
      [12, 8, 9],
    ])
    expect(rowSums).to.deep.equal(['hidden', 29])
    expect(columnSums).to.deep.equal([22, 'hidden', 16])
    expect(sum).to.equal('hidden')
  })

  it('show a sum over hidden cells only where each of them may still be anything from 0 to 4', () => {
    expect(hideSmall([[20, 2, 2]]).sum).to.equal(24)
    expect(hideSmall([[20, 4, 4]]).sum, 'both would be 4').to.equal('hidden')
    expect(hideSmall([[20, 0, 0]]).sum, 'both would be 0').to.equal('hidden')
  })

  it('leave every hidden cell open to 0 and 4, whatever the table', () => {
    const tables = fc
      .integer({ min: 1, max: 3 })
      .chain(width =>
        fc.array(fc.array(fc.integer({ min: 0, max: 7 }), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 2 }),
      )
    fc.assert(
      fc.property(tables, table => guessed(table).length === 0),
      { numRuns: 150 },
    )
  })

  it('hide a share when either side of it is small', () => {
    expect(shownShare(58, 68)).to.equal(85)
    expect(shownShare(64, 68)).to.equal('hidden')
    expect(shownShare(4, 68)).to.equal('hidden')
  })

  describe('in the store', () => {
    let folder: string
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'brobygger-counts-'))
    })
    after(() => rm(folder, { recursive: true, force: true }))

    it('count each happening once, by the Danish month, also when many come at the same moment', async () => {
      const store = await openLowdbStore(folder)
      const counts = [createCounts(store, Buffer.from('a')), createCounts(store, Buffer.from('a'))] as const // as two nodes would
      const at = new Date('2026-11-30T23:30:00Z')
      const happenings = Array.from({ length: 20 }, (_, index) => `happening ${index % 10}`)
      await Promise.all(
        happenings.map((once, index) =>
          counts[index % 2 === 0 ? 0 : 1].add({ municipality: 'skive', at, figures: ['course.opened.psychologist'], once }),
        ),
      )
      expect(await counts[0].read('skive')).to.deep.equal([{ month: '2026-12', figures: { 'course.opened.psychologist': 10 } }])
      expect(await counts[0].read('kalundborg')).to.deep.equal([])
      await store.close()
    })
  })
})

/** Hidden cells that cannot be 0, or cannot be 4, for someone who knows all that is shown: found by trying every filling. */
function guessed(table: number[][]): string[] {
  const shown = hideSmall(table)
  const hidden = table.flatMap((row, y) => row.flatMap((_, x) => (shown.cells[y]?.[x] === 'hidden' ? [{ y, x }] : [])))
  const possible = hidden.map(() => new Set<number>())
  const filled = table.map(row => [...row])
  const fits = (total: number, sum: Shown | undefined) => sum === 'hidden' || sum === undefined || sum === total
  const add = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
  const tryAll = (at: number): void => {
    const place = hidden[at]
    if (place) {
      for (let value = 0; value < 5; value++) {
        const row = filled[place.y]
        if (row) row[place.x] = value
        tryAll(at + 1)
      }
      return
    }
    const sums = filled.every((row, y) => fits(add(row), shown.rowSums[y]))
    const columns = (filled[0] ?? []).every((_, x) => fits(add(filled.map(row => row[x] ?? 0)), shown.columnSums[x]))
    if (sums && columns && fits(add(filled.flat()), shown.sum))
      for (const [index, { y, x }] of hidden.entries()) possible[index]?.add(filled[y]?.[x] ?? 0)
  }
  tryAll(0)
  return hidden.filter((_, index) => !possible[index]?.has(0) || !possible[index]?.has(4)).map(({ y, x }) => `${y} ${x}`)
}
