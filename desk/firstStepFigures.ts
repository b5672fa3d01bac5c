import type { Registry } from '../registry/registry.ts'
import { firstStepMarks } from './codes.ts'
import type { Month } from './counts.ts'
import { firstStepFigure } from './firstSteps.ts'
import { hideSmall, type ShownTable } from './hideSmall.ts'

/** What came of the cards to each partner, all months together, small counts hidden. */
export interface FirstStepFigures {
  offers: { id: string; name: { da: string; en: string } }[]
  given: ShownTable
  marks: readonly string[]
  marked: ShownTable
}

/** Pure. */
export function firstStepFigures(counted: readonly Month[], registry: Registry): FirstStepFigures {
  const total = (figure: string) => counted.reduce((sum, { figures }) => sum + (figures[figure] ?? 0), 0)
  const offers = registry.offers.filter(({ id }) => total(firstStepFigure('given', id)) > 0)
  return {
    offers: offers.map(({ id, name }) => ({ id, name })),
    given: hideSmall(offers.map(({ id }) => [total(firstStepFigure('given', id))])),
    marks: firstStepMarks,
    marked: hideSmall(offers.map(({ id }) => firstStepMarks.map(mark => total(firstStepFigure(mark, id))))),
  }
}
