export interface Case {
  text: string
  role: string
  age: number | null
  municipality: string
  accept: string[]
  wrong: string[]
}

export interface Figures {
  asked: number
  first: number
  'first three': number
  wrong: number
  'median ms': number
  'p99 ms': number
  'build s': number
  'memory MB': number
}

export interface Engine {
  search(one: Case): string[] | Promise<string[]>
  /** Bytes kept outside this process (a server's tables and indexes). */
  outside?(): Promise<number>
}

/** No engine is asked for longer than this; what it did not come to is left out of its figures, and `asked` says so. */
const patience = 5_000

/** Builds an engine, asks it every case (thrice for the clock, while patience lasts) and says how good, how fast and how large it is. */
export async function measure(build: () => Promise<Engine>, cases: Case[]): Promise<Figures> {
  const memoryBefore = usedMemory()
  const startedAt = performance.now()
  const { search, outside } = await build()
  const buildMs = performance.now() - startedAt
  const memory = outside === undefined ? usedMemory() - memoryBefore : await outside()

  const answers: string[][] = []
  const times: number[] = []
  const until = performance.now() + patience
  for (let round = 0; round < 3; round++) {
    for (const [i, one] of cases.entries()) {
      const from = performance.now()
      if (from > until) break
      answers[i] = await search(one)
      times.push(performance.now() - from)
    }
  }
  times.sort((a, b) => a - b)
  const share = (hit: (answer: string[], one: Case) => boolean) =>
    round(answers.filter((answer, i) => hit(answer, cases[i]!)).length / answers.length, 2)
  return {
    asked: answers.length,
    first: share(([first], one) => first !== undefined && one.accept.includes(first)),
    'first three': share((answer, one) => answer.some(id => one.accept.includes(id))),
    wrong: share((answer, one) => answer.some(id => one.wrong.includes(id))),
    'median ms': round(times[Math.floor(times.length / 2)]!, 3),
    'p99 ms': round(times[Math.floor(times.length * 0.99)]!, 3),
    'build s': round(buildMs / 1000, 2),
    'memory MB': round(memory / 2 ** 20, 1),
  }
}

function usedMemory(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const round = (value: number, digits: number) => Number(value.toFixed(digits))
