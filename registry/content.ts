import { z } from 'zod'
import { type Fault, faultsOf } from './faults.ts'
import { type Offer, offer } from './offer.ts'
import {
  type District,
  district,
  type Fact,
  fact,
  type Municipality,
  municipality,
  type OpeningHours,
  openingHours,
  type RetiredNumber,
  retiredNumber,
  type Theme,
  theme,
} from './registry.ts'

/** An entry and the file it lies in, for faults to name. */
export interface Placed<T> {
  file: string
  entry: T
}

/** All entries of the registry as the files hold them. */
export interface Content {
  offers: Placed<Offer>[]
  facts: Placed<Fact>[]
  themes: Placed<Theme>[]
  municipalities: Placed<Municipality>[]
  districts: Placed<District>[]
  helplines: Placed<OpeningHours>[]
  retired: Placed<RetiredNumber>[]
  /** Ids of entries that are there but faulty: who refers to them is not at fault as well. */
  broken: ReadonlySet<string>
}

/** What one file holds: its name and the JSON in it, or undefined where it could not be read. */
export interface RawFile {
  file: string
  json: unknown
}

/** Checks the shape of every entry of every file. Pure. Faulty entries are left out of the content. `tell` hears of each file that is done. */
export function readContent(files: readonly RawFile[], tell: () => void = () => undefined): { content: Content; faults: Fault[] } {
  const faults: Fault[] = []
  const broken = new Set<string>()
  const list = <T>(schema: z.ZodType<T>, chosen: (file: string) => boolean) =>
    files
      .filter(({ file }) => chosen(file))
      .flatMap(raw => {
        const found = entries(raw, schema, faults, broken)
        tell()
        return found
      })
  const content: Content = {
    offers: list(offer, file => file.startsWith('offers/')),
    facts: list(fact, file => file === 'facts.json'),
    themes: list(theme, file => file === 'themes.json'),
    municipalities: list(municipality, file => file === 'municipalities.json'),
    districts: list(district, file => file === 'districts.json'),
    helplines: list(openingHours, file => file === 'helplines.json'),
    retired: list(retiredNumber, file => file === 'retired.json'),
    broken,
  }
  return { content, faults }
}

function entries<T>({ file, json }: RawFile, schema: z.ZodType<T>, faults: Fault[], broken: Set<string>): Placed<T>[] {
  const rows = z.array(z.unknown()).safeParse(json)
  if (!rows.success) {
    faults.push({ file, id: '', field: '', expected: 'a list of entries', mend: 'Begin the file with [ and end it with ].' })
    return []
  }
  return rows.data.flatMap((row, index) => {
    const parsed = schema.safeParse(row)
    if (parsed.success) return [{ file, entry: parsed.data }]
    faults.push(...faultsOf(parsed.error, file, nameOf(row, index)))
    broken.add(nameOf(row, index))
    return []
  })
}

function nameOf(row: unknown, index: number): string {
  const named = z.object({ id: z.string() }).safeParse(row)
  return named.success ? named.data.id : `entry ${index + 1}`
}
