import { z } from 'zod'
import { type FactId, type Role, role, type Situation } from './situation.ts'

/**
 * A condition of an offer: over a fact (data/facts.json names its subject: citizen, child or family), over age in years
 * (`from` included, `to` excluded: 14-16 år is { from: 14, to: 17 }), over who asks, or a combination.
 */
export type Rule =
  | { fact: FactId; is: boolean }
  | { age: { from?: number | undefined; to?: number | undefined } }
  | { asks: Role[] }
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule }

export const rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z.strictObject({ fact: z.string(), is: z.boolean() }),
    z.strictObject({ age: z.strictObject({ from: z.number().min(0).optional(), to: z.number().max(120).optional() }) }),
    z.strictObject({ asks: z.array(role).min(1) }),
    z.strictObject({ all: z.array(rule).min(1) }),
    z.strictObject({ any: z.array(rule).min(1) }),
    z.strictObject({ not: rule }),
  ]),
)

/** Kleene's three-valued logic: what is not known is neither yes nor no. */
export type Truth = 'yes' | 'no' | 'unknown'

/** Whether the rule holds for this situation. Pure. */
export function holds(condition: Rule, situation: Situation): Truth {
  if ('fact' in condition) return same(situation.facts[condition.fact], condition.is)
  if ('age' in condition) return within(situation.age, condition.age)
  if ('asks' in condition) return situation.role === undefined ? 'unknown' : condition.asks.includes(situation.role) ? 'yes' : 'no'
  if ('not' in condition) return opposite(holds(condition.not, situation))
  if ('all' in condition) return every(condition.all.map(part => holds(part, situation)))
  return opposite(every(condition.any.map(part => opposite(holds(part, situation)))))
}

/** The facts a rule rests on, 'age' and 'role' among them. */
export function restsOn(condition: Rule): FactId[] {
  if ('fact' in condition) return [condition.fact]
  if ('age' in condition) return ['age']
  if ('asks' in condition) return ['role']
  if ('not' in condition) return restsOn(condition.not)
  return ('all' in condition ? condition.all : condition.any).flatMap(restsOn)
}

const same = (known: boolean | undefined, wanted: boolean): Truth => (known === undefined ? 'unknown' : known === wanted ? 'yes' : 'no')

function within(age: number | undefined, { from, to }: { from?: number | undefined; to?: number | undefined }): Truth {
  if (age === undefined) return 'unknown'
  return (from === undefined || age >= from) && (to === undefined || age < to) ? 'yes' : 'no'
}

const opposite = (truth: Truth): Truth => (truth === 'yes' ? 'no' : truth === 'no' ? 'yes' : 'unknown')

function every(parts: Truth[]): Truth {
  if (parts.includes('no')) return 'no'
  return parts.includes('unknown') ? 'unknown' : 'yes'
}
