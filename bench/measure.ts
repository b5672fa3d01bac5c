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
  /** Of the fixed ones alone. */
  'fixed first': number
  'fixed three': number
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

/** All are asked these many, so that there is a quality of each to compare; whoever is quick is asked all there are, thrice for the clock. */
export const fixedCases = 20
/** Of the processor's time: once the fixed ones are answered, and at the longest. */
const patience = 3_000
const longest = 45_000
/** So long an engine is asked other messages first: nobody is measured while its code is still being compiled. */
const warming = 1_500

/**
 * Builds an engine, asks it the cases and says how good, how fast and how large it is. Times are the processor's: what else the machine does
 * meanwhile does not count.
 */
export async function measure(build: () => Promise<Engine>, cases: Case[], others: Case[]): Promise<Figures> {
  const memoryBefore = usedMemory()
  const startedAt = used()
  const { search, outside, work = () => 0 } = await build()
  const clock = () => used() + work()
  const buildMs = clock() - startedAt
  const memory = outside === undefined ? usedMemory() - memoryBefore : await outside()

  const warmUntil = clock() + warming
  for (const one of others) {
    if (clock() > warmUntil) break
    await search(one)
  }
  globalThis.gc?.()
  const answers: string[][] = []
  const times: number[] = []
  const from = clock()
  const isOver = (asked: number, at: number) => at - from > longest || (asked >= fixedCases && at - from > patience)
  for (let round = 0; round < 3; round++) {
    for (const [i, one] of cases.entries()) {
      const at = clock()
      if (isOver(times.length, at)) break
      answers[i] = await search(one)
      times.push(clock() - at)
    }
  }
  times.sort((a, b) => a - b)
  const share = (some: readonly string[][], hit: (answer: string[], one: Case) => boolean) =>
    round(some.filter((answer, i) => hit(answer, cases[i]!)).length / some.length, 2)
  const isFirst = ([first]: string[], one: Case) => first !== undefined && one.accept.includes(first)
  const isAmong = (answer: string[], one: Case) => answer.some(id => one.accept.includes(id))
  const fixed = answers.slice(0, fixedCases)
  return {
    asked: answers.length,
    first: share(answers, isFirst),
    'first three': share(answers, isAmong),
    wrong: share(answers, (answer, one) => answer.some(id => one.wrong.includes(id))),
    'fixed first': share(fixed, isFirst),
    'fixed three': share(fixed, isAmong),
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
