import type { Lease } from '../store/leases.ts'

/** What one node does for all: what the clock asks, and the marks of who is gone. */
export type Duty = Pick<Lease, 'held' | 'listen' | 'close'>

/** Of a process that is alone. */
export const alone: Duty = { held: () => true, listen: () => () => undefined, close: async () => undefined }
