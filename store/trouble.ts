/** The disk's trouble, told once by kind and not for every change it stops: the system's code (ENOSPC, EIO, ...), or that all works again. */
export type Report = (trouble: { code: string } | 'over') => void

/** What fails independently of each other: changes going to the journal, wrapped keys to their files, documents to theirs. */
type Part = 'changes' | 'keys' | 'documents'

export interface Trouble {
  met(part: Part, code: string): void
  over(part: Part): void
}

export function createTrouble(report: Report): Trouble {
  const now = new Map<Part, string>()
  return {
    met(part, code) {
      const known = [...now.values()].includes(code)
      now.set(part, code)
      if (!known) report({ code })
    },
    over(part) {
      if (now.delete(part) && now.size === 0) report('over')
    },
  }
}
