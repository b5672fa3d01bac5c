import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { OpeningHours } from '../registry/registry.ts'

/** When the counsellors of a municipality are on duty, Europe/Copenhagen. A municipality that is not named is always open, as in the demonstration. */
export type DeskHours = ReadonlyMap<string, OpeningHours>

/** Throws where the file is not as it must be, naming each place. */
export async function loadDeskHours(file: URL): Promise<DeskHours> {
  const read = settings.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!read.success) throw new Error(`${file.pathname} does not hold:\n${z.prettifyError(read.error)}`)
  return new Map(
    Object.entries(read.data).map(([municipality, { intervals, closedOnHolidays }]) => [
      municipality,
      { id: municipality, channels: [{ channel: 'chat', intervals, closedOnHolidays }], source: 'data/desk.json', checked: '' },
    ]),
  )
}

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, such as 08:30')
const settings = z.record(
  z.string().regex(/^[a-z0-9-]+$/, 'the id of a municipality'),
  z.strictObject({
    intervals: z.array(z.strictObject({ days: z.array(z.number().int().min(1).max(7)).min(1), opens: time, closes: time })).min(1),
    closedOnHolidays: z.boolean().default(true),
  }),
)
