import { warnings } from './crossCheck.ts'
import type { Fault } from './faults.ts'
import { readRegistry } from './load.ts'

/** Everything wrong with a registry (it would not start) and everything a coordinator should look at (it starts). */
export async function checkRegistry(dir: string | URL, today = new Date()): Promise<{ faults: Fault[]; warnings: Fault[] }> {
  const { content, faults } = await readRegistry(dir)
  return { faults, warnings: warnings(content, today.toISOString().slice(0, 10)) }
}
