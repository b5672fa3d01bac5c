import { collectDefaultMetrics, Registry } from 'prom-client'

let registry: Registry | undefined

/** Memory, processor, garbage collection and the event loop's delay, in Prometheus' text format; measured from the first time it is asked for. */
export function processMetrics(): Promise<string> {
  registry ??= begin()
  return registry.metrics()
}

function begin(): Registry {
  const register = new Registry()
  collectDefaultMetrics({ register })
  return register
}
