/** How far something is, on standard error: a bar that moves where there is a terminal, else a line now and then. */
export interface Progress {
  tell(done: number, of: number): void
  /** Nothing is left half written on the line. */
  end(): void
}

type Terminal = { isTTY?: boolean; write(text: string): unknown }

const barLength = 30
const barEvery = 100
const lineEvery = 5_000

export function createProgress(label: string, out: Terminal = process.stderr): Progress {
  const every = out.isTTY ? barEvery : lineEvery
  let last = out.isTTY ? Number.NEGATIVE_INFINITY : performance.now()
  let shown = false

  return {
    tell(done, of) {
      const now = performance.now()
      if (now - last < every && !(done === of && shown)) return
      last = now
      shown = true
      out.write(out.isTTY ? `\r${label} ${bar(done, of)} ${done}/${of}` : `${label} ${done}/${of}\n`)
    },
    end() {
      if (shown && out.isTTY) out.write('\n')
      shown = false
    },
  }
}

function bar(done: number, of: number): string {
  const full = of === 0 ? barLength : Math.min(barLength, Math.floor((done / of) * barLength))
  return `[${'#'.repeat(full)}${'.'.repeat(barLength - full)}]`
}
