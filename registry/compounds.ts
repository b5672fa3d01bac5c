/**
 * Splits a Danish compound, or words written without spaces, into known parts: fewest parts first, link letters s and e allowed
 * (selvmord·s·tanker, skole·fravær). The tail may be inflected: `isKnown` is asked for each part as it stands.
 * Returns undefined when no split exists. Pure; quadratic in the length of one word, which is bounded.
 */
export function splitCompound(word: string, isKnown: (part: string) => boolean): string[] | undefined {
  if (word.length < 6 || word.length > 40) return undefined
  const best: ({ parts: string[]; cost: number } | undefined)[] = new Array(word.length + 1)
  best[word.length] = { parts: [], cost: 0 }
  for (let start = word.length - 1; start >= 0; start--) {
    for (let end = start + shortestPart; end <= word.length; end++) {
      const rest = best[end]
      const part = word.slice(start, end)
      if (rest === undefined || !isKnown(part)) continue
      consider(best, start, part, rest, 0)
    }
    // A link letter stands between two parts, never first or last.
    const letter = word[start]
    const afterLink = best[start + 1]
    if ((letter === 's' || letter === 'e') && start > 0 && afterLink !== undefined && afterLink.parts.length > 0) {
      const linked = best[start]
      if (linked === undefined || linked.cost > afterLink.cost + linkCost)
        best[start] = { parts: afterLink.parts, cost: afterLink.cost + linkCost }
    }
  }
  const parts = best[0]?.parts
  return parts !== undefined && parts.length > 1 && parts.length <= 6 ? parts : undefined
}

const shortestPart = 2
const linkCost = 0.3
/** Short parts explain anything: they cost more, so that "ven·inde" never beats "veninde". */
const partCost = (part: string) => (part.length < 3 ? 1.8 : part.length === 3 ? 1.3 : 1)

function consider(
  best: ({ parts: string[]; cost: number } | undefined)[],
  start: number,
  part: string,
  rest: { parts: string[]; cost: number },
  extra: number,
) {
  const cost = rest.cost + partCost(part) + extra
  const now = best[start]
  if (now === undefined || now.cost > cost) best[start] = { parts: [part, ...rest.parts], cost }
}
