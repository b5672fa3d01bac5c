/** A count as it may be shown; `hidden`: under five, or somebody could work a hidden one out from it. */
export type Shown = number | 'hidden'

export interface ShownTable {
  cells: Shown[][]
  rowSums: Shown[]
  columnSums: Shown[]
  sum: Shown
}

/** Counts under this are hidden. */
export const smallest = 5

/**
 * A table of counts, by rows, with its sums, as it may be shown. A sum is shown where it narrows no hidden cell: taken alone it leaves each of them
 * anything from 0 to 4, and no two shown sums speak of the same hidden cell. The sum of all goes first, then those of columns, then of rows. Pure.
 */
export function hideSmall(cells: readonly (readonly number[])[]): ShownTable {
  const spokenOf = new Set<string>()
  const all = cells.flatMap((row, y) => row.map((count, x) => ({ at: `${y} ${x}`, y, x, count })))
  const sum = sumOf(all)
  const columnSums = (cells[0] ?? []).map((_, column) => sumOf(all.filter(({ x }) => x === column)))
  const rowSums = cells.map((_, row) => sumOf(all.filter(({ y }) => y === row)))
  return { cells: cells.map(row => row.map(shown)), rowSums, columnSums, sum }

  function sumOf(parts: typeof all): Shown {
    const total = parts.reduce((before, { count }) => before + count, 0)
    const hidden = parts.filter(({ count }) => count < smallest)
    const rest = hidden.reduce((before, { count }) => before + count, 0)
    const narrows = hidden.length > 0 && (rest < smallest - 1 || rest > (smallest - 1) * (hidden.length - 1))
    if (total < smallest || narrows || hidden.some(({ at }) => spokenOf.has(at))) return 'hidden'
    for (const { at } of hidden) spokenOf.add(at)
    return total
  }
}

/** One count on its own. */
export const shown = (count: number): Shown => (count < smallest ? 'hidden' : count)

/** What share of `all` these are, in whole percent; hidden where either side is under five. */
export const shownShare = (part: number, all: number): Shown =>
  part < smallest || all - part < smallest ? 'hidden' : Math.round((100 * part) / all)
