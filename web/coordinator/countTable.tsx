import type { ShownTable } from '../../desk/hideSmall.ts'
import { count, type Words } from './words.ts'

/** Counts by rows and columns with their sums, in a table that scrolls on a small screen. */
export function CountTable(props: { caption: string; corner: string; rows: string[]; columns: string[]; table: ShownTable; t: Words }) {
  const { caption, corner, rows, columns, table, t } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="table--responsive-scroll" tabIndex={0} aria-label={caption}>
      <table class="table table--compact">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map(column => (
              <th key={column} scope="col" class="number">
                {column}
              </th>
            ))}
            <th scope="col" class="number">
              {t.sum}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, y) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {columns.map((column, x) => (
                <td key={column} class="number">
                  {count(table.cells[y]?.[x] ?? 'hidden', t)}
                </td>
              ))}
              <td class="number sum">{count(table.rowSums[y] ?? 'hidden', t)}</td>
            </tr>
          ))}
          <tr class="sum">
            <th scope="row">{t.sum}</th>
            {columns.map((column, x) => (
              <td key={column} class="number">
                {count(table.columnSums[x] ?? 'hidden', t)}
              </td>
            ))}
            <td class="number">{count(table.sum, t)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}
