import { z } from 'zod'
import { type Fault, faultsOf } from './faults.ts'
import { type Offer, offer } from './offer.ts'
import { type QuickCheck, quickCheck } from './quickCheck.ts'
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

/**
 * Checks the shape of every entry of every file. The entries are the very objects of the files, with their defaults filled in; faulty ones are
 * left out. `tell` hears of each file that is done.
 */
export function readContent(files: readonly RawFile[], tell: () => void = () => undefined): { content: Content; faults: Fault[] } {
  const faults: Fault[] = []
  const broken = new Set<string>()
  const list = <T>(shape: Shape<T>, chosen: (file: string) => boolean) =>
    files
      .filter(({ file }) => chosen(file))
      .flatMap(raw => {
        const found = entries(raw, shape, faults, broken)
        tell()
        return found
      })
  const content: Content = {
    offers: list(shapes.offer, file => file.startsWith('offers/')),
    facts: list(shapes.fact, file => file === 'facts.json'),
    themes: list(shapes.theme, file => file === 'themes.json'),
    municipalities: list(shapes.municipality, file => file === 'municipalities.json'),
    districts: list(shapes.district, file => file === 'districts.json'),
    helplines: list(shapes.openingHours, file => file === 'helplines.json'),
    retired: list(shapes.retiredNumber, file => file === 'retired.json'),
    broken,
  }
  return { content, faults }
}

/** A schema, and the same as a quick yes or no. */
interface Shape<T> {
  schema: z.ZodType<T>
  isRight: QuickCheck
}
const shape = <T>(schema: z.ZodType<T>): Shape<T> => ({ schema, isRight: quickCheck(schema) })

const shapes = {
  offer: shape(offer),
  fact: shape(fact),
  theme: shape(theme),
  municipality: shape(municipality),
  district: shape(district),
  openingHours: shape(openingHours),
  retiredNumber: shape(retiredNumber),
}

function entries<T>({ file, json }: RawFile, { schema, isRight }: Shape<T>, faults: Fault[], broken: Set<string>): Placed<T>[] {
  if (!Array.isArray(json)) {
    faults.push({ file, id: '', field: '', expected: 'a list of entries', mend: 'Begin the file with [ and end it with ].' })
    return []
  }
  return json.flatMap((row: unknown, index) => {
    if (isRight(row)) return [{ file, entry: row as T }] // the quick check asks what the schema asks
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
