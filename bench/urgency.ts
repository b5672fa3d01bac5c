import { performance } from 'node:perf_hooks'
import { createAssess } from '../dialogs/urgency.ts'
import { openRisk } from '../registry/openRisk.ts'
import { labelled } from '../test/eval/labelled.ts'

/** `node bench/urgency.ts`: how fast danger is heard: messages a second on one core, the worst long message, and start-up. */
export interface UrgencyBench {
  loadMs: number
  compileMs: number
  messagesPerSecond: number
  worstMs: number
  worst: string
}

export async function benchUrgency(): Promise<UrgencyBench> {
  const start = performance.now()
  const data = await openRisk(new URL('../data', import.meta.url))
  const loaded = performance.now()
  const assess = createAssess(data)
  const compiled = performance.now()

  const texts = [...labelled('crisis.jsonl'), ...labelled('own-harmless.jsonl'), ...labelled('own-risk.jsonl')].map(row =>
    aboutLong(row.text, 100),
  )
  const perSecond = (cpuMs: number): number => {
    const from = process.cpuUsage().user
    let messages = 0
    while (process.cpuUsage().user - from < cpuMs * 1000) {
      for (const text of texts) assess([text])
      messages += texts.length
    }
    return Math.round((messages * 1e6) / (process.cpuUsage().user - from))
  }
  perSecond(1500) // A server runs for days: what compiling its code costs in the first second is not counted.
  const messagesPerSecond = perSecond(1500)

  let worstMs = 0
  let worst = ''
  for (const [name, text] of longTexts(texts)) {
    assess([text])
    const before = performance.now()
    assess([text])
    const took = performance.now() - before
    if (took > worstMs) [worstMs, worst] = [took, name]
  }
  return { loadMs: loaded - start, compileMs: compiled - loaded, messagesPerSecond, worstMs, worst }
}

/** Texts of 10 kB that would hurt a matcher that goes back over what it read. */
function longTexts(texts: readonly string[]): [string, string][] {
  const fill = (piece: string): string => piece.repeat(Math.ceil(10_240 / piece.length)).slice(0, 10_240)
  return [
    ['one letter', fill('a')],
    ['single letters', fill('a ')],
    ['jeg vil ikke', fill('jeg vil ikke ')],
    ['min far slår mig', fill('min far slår mig ')],
    ['every message', texts.join(' ').slice(0, 10_240)],
    ['unknown words', Array.from({ length: 1500 }, (_, nth) => `q${nth.toString(36)}zx`).join(' ')],
    ['misspelt words', fill('selvmrdstankr slåer voldtegt overdosi ')],
    ['emoji', fill('🔪💊 ')],
    ['zero width', fill('s\u200be\u200bl\u200bv\u200bm\u200bo\u200br\u200bd ')],
    ['run together', fill('jegvilikkelevemere ')],
    ['brackets', fill('((((a*)*)*')],
    ['lone surrogates', fill('\ud800 \udc00a')],
  ]
}

function aboutLong(text: string, length: number): string {
  return `${text} `.repeat(Math.ceil(length / (text.length + 1))).slice(0, length)
}

if (process.argv[1]?.endsWith('bench/urgency.ts')) console.log(await benchUrgency())
