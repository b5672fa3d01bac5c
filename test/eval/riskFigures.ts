import type { Urgency } from '../../dialogs/urgency.ts'
import type { Labelled } from './labelled.ts'

/** How well danger is heard over a set of labelled lines. */
export interface RiskFigures {
  lines: number
  acuteAsAcute: { of: number; found: number }
  anyRisk: { of: number; found: number }
  falseAlarms: { of: number; found: number }
  /** Of what is heard: the kind that stands first, whose words are said, is the labelled one. */
  rightKind: { of: number; found: number }
  byKind: Record<string, { of: number; found: number }>
  /** Concern heard as acute: no fault by the aims, but worth watching. */
  overcalled: { of: number; found: number }
}

export function riskFigures(rows: readonly Labelled[], hear: (text: string) => Pick<Urgency, 'level' | 'kinds'>): RiskFigures {
  const figures: RiskFigures = {
    lines: rows.length,
    acuteAsAcute: { of: 0, found: 0 },
    anyRisk: { of: 0, found: 0 },
    falseAlarms: { of: 0, found: 0 },
    rightKind: { of: 0, found: 0 },
    byKind: {},
    overcalled: { of: 0, found: 0 },
  }
  for (const row of rows) {
    const { level, kinds } = hear(row.text)
    if (row.level === 'none') count(figures.falseAlarms, level !== 'none')
    else {
      count(figures.anyRisk, level !== 'none')
      const kind = figures.byKind[row.kind] ?? { of: 0, found: 0 }
      figures.byKind[row.kind] = kind
      count(kind, level !== 'none')
      if (level !== 'none') count(figures.rightKind, kinds[0] === row.kind)
      if (row.level === 'acute') count(figures.acuteAsAcute, level === 'acute')
      else count(figures.overcalled, level === 'acute')
    }
  }
  return figures
}

export const share = ({ of, found }: { of: number; found: number }): number => (of === 0 ? 0 : found / of)

function count(tally: { of: number; found: number }, hit: boolean): void {
  tally.of++
  if (hit) tally.found++
}
