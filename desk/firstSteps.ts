import type { Codes, FirstStepMark } from './codes.ts'
import type { Counts } from './counts.ts'

/** What is counted of first steps to a partner, one name for each offer. */
export const firstStepFigure = (what: 'given' | FirstStepMark, offer: string) => `firstStep.${what}.${offer}`

/** How a mark went. Only `done` changed something. */
export type Marked = 'done' | 'already' | 'expired' | 'unknown'

/** The loop that closes without a person: a card with a one-time code, and what came of it. Nothing of a citizen is in it; counts are all that stays. */
export interface FirstSteps {
  give(offer: { id: string; municipality: string }): Promise<string>
  /** `code`: as readCode gave it. */
  mark(code: string, as: FirstStepMark): Promise<Marked>
  /** Forgets codes whose time has passed. */
  tidy(): Promise<void>
}

export function createFirstSteps({ codes, counts, now }: { codes: Codes; counts: Counts; now(): Date }): FirstSteps {
  return {
    async give({ id, municipality }) {
      const until = new Date(now().getTime() + validFor).toISOString()
      const { code, hash } = await codes.give({ for: 'firstStep', municipality, offer: id, givenAt: now().toISOString(), until })
      await counts.add({ municipality, at: now(), figures: [firstStepFigure('given', id)], once: `${hash} given` })
      return code
    },

    async mark(code, as) {
      const found = await codes.find('firstStep', code)
      if (!found) return 'unknown'
      const step = found.value
      if (step.marked) {
        await count(found.hash, step, step.marked) // nothing is missing after a crash between mark and count
        return 'already'
      }
      if (new Date(step.until).getTime() < now().getTime()) return 'expired'
      const marked = { as, at: now().toISOString() }
      if (!(await codes.change(found.hash, { ...step, marked }, found.etag))) return 'already' // somebody marked it at the same moment
      await count(found.hash, step, marked)
      return 'done'
    },

    async tidy() {
      for await (const { hash, behind } of codes.all('firstStep')) {
        if (now().getTime() - new Date(behind.until).getTime() < saidToBeExpired) continue
        if (behind.marked) await count(hash, behind, behind.marked)
        await codes.forget('firstStep', hash)
      }
    },
  }

  function count(
    hash: string,
    step: { municipality: string; offer: string },
    { as, at }: { as: FirstStepMark; at: string },
  ): Promise<void> {
    const figures = [firstStepFigure(as, step.offer)]
    return counts.add({ municipality: step.municipality, at: new Date(at), figures, once: `${hash} marked` })
  }
}

const day = 24 * 3600_000
/** A code on a card is good for so long; for so long after it we still know that it was one. */
const validFor = 90 * day
const saidToBeExpired = 30 * day
