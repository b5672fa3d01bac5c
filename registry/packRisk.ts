import type { ClassId, CompiledPattern, CompiledRisk, CompiledRule } from './riskCompiled.ts'

type PackedPattern = [
  parts: ClassId[],
  gaps: number[],
  optional: number[],
  anyOrder: number,
  without: ClassId[],
  negates: number,
  anchor: ClassId,
]

/** What is compiled, at a third of its size: patterns by place, what rules share once, and no names that nobody asks for. */
export interface PackedRisk extends Pick<CompiledRisk, 'names' | 'lists' | 'exact' | 'weak' | 'real'> {
  phrases: [gives: ClassId, pattern: PackedPattern, level: number][]
  idioms: PackedPattern[]
  contexts: [name: string, pattern: PackedPattern][]
  heads: Omit<CompiledRule, 'pattern'>[]
  rules: [head: number, pattern: PackedPattern][]
}

export function packRisk({ names, lists, exact, weak, real, phrases, idioms, contexts, rules }: CompiledRisk): PackedRisk {
  const heads = new Map<string, number>()
  const placeOf = (head: Omit<CompiledRule, 'pattern'>): number => {
    const text = JSON.stringify(head)
    const place = heads.get(text) ?? heads.size
    heads.set(text, place)
    return place
  }
  const packed = rules.map(({ pattern, ...head }): [number, PackedPattern] => [placeOf(head), packPattern(pattern)])
  return {
    names: names.map(name => (name.startsWith('#') ? name : '')),
    lists,
    exact,
    weak,
    real,
    phrases: phrases.map(({ gives, pattern, level }) => [gives, packPattern(pattern), level]),
    idioms: idioms.map(({ pattern }) => packPattern(pattern)),
    contexts: contexts.map(({ name, pattern }) => [name, packPattern(pattern)]),
    heads: [...heads.keys()].map(text => JSON.parse(text) as Omit<CompiledRule, 'pattern'>), // written four lines up
    rules: packed,
  }
}

export function unpackRisk({ phrases, idioms, contexts, heads, rules, ...rest }: PackedRisk): CompiledRisk {
  return {
    ...rest,
    phrases: phrases.map(([gives, pattern, level]) => ({ gives, pattern: unpackPattern(pattern), level })),
    idioms: idioms.map(pattern => ({ pattern: unpackPattern(pattern) })),
    contexts: contexts.map(([name, pattern]) => ({ name, pattern: unpackPattern(pattern) })),
    rules: rules.flatMap(([place, pattern]) => {
      const head = heads[place]
      return head ? [{ ...head, pattern: unpackPattern(pattern) }] : []
    }),
  }
}

const packPattern = ({ parts, gaps, optional, anyOrder, without, negates, anchor }: CompiledPattern): PackedPattern => [
  parts,
  gaps,
  optional.flatMap((may, nth) => (may ? [nth] : [])),
  anyOrder,
  without,
  Number(negates),
  anchor,
]

function unpackPattern([parts, gaps, optional, anyOrder, without, negates, anchor]: PackedPattern): CompiledPattern {
  const may = parts.map((_, nth) => optional.includes(nth))
  return { parts, gaps, optional: may, anyOrder, without, negates: negates === 1, anchor }
}
