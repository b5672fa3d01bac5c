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
  /** Milliseconds of processor time that a process of its own has used. */
  work?(): number
}

/** No engine is asked for longer than this; what it did not come to is left out of its figures, and `asked` says so. */
const patience = 3_000

/**
 * Builds an engine, asks it every case (thrice for the clock, while patience lasts) and says how good, how fast and how large it is. Times are
 * the processor's: what else the machine does meanwhile does not count.
 */
export async function measure(build: () => Promise<Engine>, cases: Case[]): Promise<Figures> {
  const memoryBefore = usedMemory()
  const startedAt = used()
  const { search, outside, work = () => 0 } = await build()
  const clock = () => used() + work()
  const buildMs = clock() - startedAt
  const memory = outside === undefined ? usedMemory() - memoryBefore : await outside()

  const answers: string[][] = []
  const times: number[] = []
  const until = clock() + patience
  for (let round = 0; round < 3; round++) {
    for (const [i, one] of cases.entries()) {
      const from = clock()
      if (from > until) break
      answers[i] = await search(one)
      times.push(clock() - from)
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

/** Milliseconds of processor time of this process. */
function used(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function usedMemory(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const round = (value: number, digits: number) => Number(value.toFixed(digits))
