/** Prometheus' text format as a test asks for it. */
export interface MetricsReader {
  look(): Promise<void>
  text(): string
  /** The sample of this name with these labels, whatever other labels it has; several are added up. undefined: there is none. */
  value(name: string, labels?: Record<string, string>): number | undefined
  samples(): Sample[]
  /** Name -> counter, gauge or histogram. */
  types(): Map<string, string>
}

export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

export function createMetricsReader(url: string): MetricsReader {
  let text = ''
  return {
    async look() {
      text = await (await fetch(`${url}/metrics`)).text()
    },
    text: () => text,
    value(name, labels = {}) {
      const fitting = samplesIn(text).filter(
        sample => sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      )
      return fitting.length === 0 ? undefined : fitting.reduce((sum, { value }) => sum + value, 0)
    },
    samples: () => samplesIn(text),
    types: () => new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type])),
  }
}

function samplesIn(text: string): Sample[] {
  return text
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => {
      const [, name = '', labels = '', value = ''] = /^([a-z0-9_]+)(?:\{(.*)\})? (\S+)$/i.exec(line) ?? []
      if (name === '') throw new Error(`not a sample: ${line}`)
      return {
        name,
        labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', is = '']) => [label, is])),
        value: Number(value),
      }
    })
}
