import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { openState } from '../registry/hours.ts'
import { type OpeningHours, openingHours, type Registry } from '../registry/registry.ts'

/** How the desk of a municipality is staffed, from data/desk.json. */
export interface DeskSettings {
  /** Whose counsellors they are, where they are not the municipality's own; the citizen is told before anything is passed on. */
  organisation?: string
  /** When somebody is on duty, Europe/Copenhagen. Absent: always. */
  hours?: OpeningHours
  /** How long a conversation that a counsellor had is kept after its end; absent: 24. */
  takenKeptHours?: number
  teams: Team[]
}

export interface Team {
  /** "halsnaes/hundested": unique over all municipalities. */
  id: string
  name: string
  municipality: string
  /** Absent: as the municipality's. */
  hours?: OpeningHours
}

/** By municipality. One that is not named is always open, with its own counsellors, as in the demonstration. */
export type AllDeskSettings = ReadonlyMap<string, DeskSettings>

/** Throws where the file is not as it must be, naming each place. */
export async function loadDeskSettings(file: URL): Promise<AllDeskSettings> {
  const read = settings.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!read.success) throw new Error(`${file.pathname} does not hold:\n${z.prettifyError(read.error)}`)
  return new Map(
    Object.entries(read.data).map(([municipality, { organisation, takenKeptHours, teams, ...times }]) => {
      const hours = hoursOf(municipality, times)
      const all = teams.map(({ id, name, ...own }) => {
        // A team closes when its municipality does, unless it says otherwise.
        const theirs = hoursOf(`${municipality}-${id}`, { ...own, breaks: own.breaks ?? times.breaks }) ?? hours
        return { id: `${municipality}/${id}`, name, municipality, ...(theirs && { hours: theirs }) }
      })
      const kept = takenKeptHours !== undefined && { takenKeptHours }
      return [municipality, { ...(organisation && { organisation }), ...kept, ...(hours && { hours }), teams: all }]
    }),
  )
}

/** Throws where a municipality is named that the registry does not know. */
export function checkDeskSettings(all: AllDeskSettings, { municipalities }: Pick<Registry, 'municipalities'>): void {
  const strangers = [...all.keys()].filter(id => !municipalities.some(one => one.id === id))
  if (strangers.length > 0) throw new Error(`data/desk.json names ${strangers.join(', ')}; data/municipalities.json does not know it`)
}

/** When the desk of a municipality opens, as desk or any of its teams. undefined: it is open, or nothing is known of when it will be. */
export function nextOpening({ hours, teams }: DeskSettings, now: Date): Date | undefined {
  const all = [...(hours ? [hours] : []), ...teams.flatMap(team => team.hours ?? [])].map(one => openState(one, now))
  if (all.some(({ open }) => open !== false)) return undefined
  const openings = all.flatMap(({ opensAt }) => opensAt ?? [])
  return openings.sort((a, b) => a.getTime() - b.getTime())[0]
}

type Times = { intervals?: Interval[] | undefined; closedOnHolidays: boolean; breaks?: Break[] | undefined }

function hoursOf(id: string, { intervals, closedOnHolidays, breaks = [] }: Times): OpeningHours | undefined {
  if (intervals === undefined) return undefined
  const special = breaks.map(({ name: _, ...stretch }) => stretch)
  return { id, channels: [{ channel: 'chat', intervals, closedOnHolidays, special }], source: 'data/desk.json', checked: '' }
}

const channel = openingHours.shape.channels.element.shape
const interval = channel.intervals.unwrap().element
type Interval = z.infer<typeof interval>

/** Days with hours of their own, the last included; without intervals closed: school breaks, the days between Christmas and New Year. */
const stretch = channel.special.unwrap().element.safeExtend({ name: z.string().min(1) })
type Break = z.infer<typeof stretch>

const times = {
  intervals: z.array(interval).min(1).optional(),
  closedOnHolidays: z.boolean().default(true),
}
const name = z.string().trim().min(1).max(80)
const team = z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), name, ...times, breaks: z.array(stretch).optional() })
const settings = z.record(
  z.string().regex(/^[a-z0-9-]+$/, 'the id of a municipality'),
  z
    .strictObject({
      organisation: name.optional(),
      takenKeptHours: z.number().int().min(2).max(72).optional(),
      ...times,
      breaks: z.array(stretch).default([]),
      teams: z.array(team).default([]),
    })
    .refine(({ teams }) => new Set(teams.map(({ id }) => id)).size === teams.length, {
      error: 'two teams have the same id',
      path: ['teams'],
    }),
)
