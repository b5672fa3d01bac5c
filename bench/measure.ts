export interface Case {
  text: string
  role: string
  age: number | null
  municipality: string
  accept: string[]
  wrong: string[]
}

export interface Figures {
  name: string
  asked: number
  'top 1': number
  'top 3': number
  wrong: number
  'median ms': number
  'p99 ms': number
  'build ms': number
  'memory MB': number
}

/** No engine is asked for longer than this; what it did not come to is left out of its figures, and `asked` says so. */
const patience = 15_000

/** Builds an engine, asks it every case (thrice for the clock, while patience lasts) and says how good, how fast and how large it is. */
export async function measure(
  name: string,
  build: () => Promise<(one: Case) => string[] | Promise<string[]>>,
  cases: Case[],
): Promise<Figures> {
  const memoryBefore = usedMemory()
  const startedAt = performance.now()
  const search = await build()
  const buildMs = performance.now() - startedAt
  const memory = usedMemory() - memoryBefore

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
    name,
    asked: answers.length,
    'top 1': share(([first], one) => first !== undefined && one.accept.includes(first)),
    'top 3': share((answer, one) => answer.some(id => one.accept.includes(id))),
    wrong: share((answer, one) => answer.some(id => one.wrong.includes(id))),
    'median ms': round(times[Math.floor(times.length / 2)]!, 3),
    'p99 ms': round(times[Math.floor(times.length * 0.99)]!, 3),
    'build ms': Math.round(buildMs),
    'memory MB': round(memory / 2 ** 20, 1),
  }
}

function usedMemory(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const round = (value: number, digits: number) => Number(value.toFixed(digits))
