import type { Metrics } from './metrics.ts'

interface Answered {
  method: string | undefined
  /** The pattern, never the path with its ids; undefined: nobody's. */
  route: string | undefined
  status: number
  milliseconds: number
}

/** One request that was answered. */
export function countRequest({ requests }: Pick<Metrics, 'requests'>, { method, route, status, milliseconds }: Answered): void {
  const labels = {
    method: methods.find(one => one === method) ?? 'other',
    route: route ?? 'none',
    status: `${Math.floor(status / 100)}xx`,
  }
  requests.observe(labels, milliseconds / 1000)
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
