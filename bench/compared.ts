import { median, quantile, round } from './figures.ts'
import type { Server } from './servers.ts'

/** One of those who are compared; the last of them is the peer that the others are measured against. */
export interface Contender {
  name: string
  server: Server
  /** So many talks, `atOnce` of them side by side. */
  run(talks: number): Promise<Sample>
}

export interface Sample {
  perSecond: number
  /** Milliseconds of the server's processor time for each turn. */
  processor: number
  /** Milliseconds of each turn. */
  latencies: number[]
}

export interface Rounds {
  rounds: number
  talks: number
  /** Talks before anything is counted, so that everyone's code is compiled. */
  warmUp: number
}

const atOnce = 16

/** By turns in one run, so that what else the machine does falls on everyone. Prints a table; ratios are the median over the rounds, and 1 is the peer. */
export async function compare(contenders: Contender[], { rounds, talks, warmUp }: Rounds): Promise<void> {
  for (const { run } of contenders) await run(warmUp)
  const samples = contenders.map((): Sample[] => [])
  for (let i = 0; i < rounds; i++) for (const [nth, { run }] of contenders.entries()) samples[nth]?.push(await run(talks))
  print(contenders, samples)
}

/** Every talk has its turns in order, side by side with others. */
export async function timed<T>(server: Server, talks: T[], turns: readonly ((talk: T) => Promise<unknown>)[]): Promise<Sample> {
  const latencies: number[] = []
  const waiting = [...talks]
  const [begun, used] = [performance.now(), server.processor()]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let talk = waiting.pop(); talk !== undefined; talk = waiting.pop()) {
        for (const turn of turns) {
          const from = performance.now()
          await turn(talk)
          latencies.push(performance.now() - from)
        }
      }
    }),
  )
  const count = latencies.length
  return { perSecond: (count / (performance.now() - begun)) * 1000, processor: (server.processor() - used) / count, latencies }
}

function print(contenders: Contender[], samples: Sample[][]) {
  const theirs = samples.at(-1) ?? []
  const ratios = (mine: Sample[]) => mine.map(({ perSecond }, i) => perSecond / (theirs[i]?.perSecond ?? Number.NaN))
  const processor = (all: Sample[]) => median(all.map(one => one.processor))
  console.table(
    contenders.map(({ name, server: { startup } }, i) => {
      const mine = samples[i] ?? []
      const latencies = mine.flatMap(one => one.latencies)
      return {
        server: name,
        'turns/s': Math.round(median(mine.map(({ perSecond }) => perSecond))),
        ratio: round(median(ratios(mine))),
        'ms (median)': round(median(latencies), 1),
        'ms (p99)': round(quantile(latencies, 0.99), 1),
        'processor ms/turn': round(processor(mine)),
        'ratio of processor': round(processor(theirs) / processor(mine)),
        'start-up ms': Math.round(startup),
      }
    }),
  )
  for (const [i, { name }] of contenders.slice(0, -1).entries()) {
    console.log(
      `${name}, ratio of turns/s in each round: ${ratios(samples[i] ?? [])
        .map(ratio => round(ratio))
        .join(', ')}`,
    )
  }
}
