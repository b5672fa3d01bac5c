import { z } from 'zod'
import { readContent } from './content.ts'
import { crossCheck } from './crossCheck.ts'
import { RegistryFaults } from './faults.ts'
import { openRegistryFile, readRegistry } from './load.ts'
import type { Offer } from './offer.ts'

/**
 * Changes one offer in its file: all or nothing. Throws RegistryFaults and writes nothing when the registry would be wrong with the change,
 * or when no file has the offer. One change of a folder at a time: callers take turns.
 */
export async function changeOffer(dir: string | URL, id: string, change: Partial<Omit<Offer, 'id'>>): Promise<Offer> {
  const { content, faults } = await readRegistry(dir)
  if (faults.length > 0) throw new RegistryFaults(faults)
  const placed = content.offers.find(({ entry }) => entry.id === id)
  if (!placed) throw new RegistryFaults([{ file: 'offers/', id, field: 'id', expected: 'an offer that is there', mend: 'Check the id.' }])

  const held = await openRegistryFile(dir, placed.file)
  const rows = rowsOf(held.data).map(row => (row.id === id ? { ...row, ...change, id } : row))
  const changed = readContent([{ file: placed.file, json: structuredClone(rows) }])
  const wrong = [
    ...changed.faults,
    ...crossCheck({ ...content, offers: [...content.offers.filter(({ file }) => file !== placed.file), ...changed.content.offers] }),
  ]
  if (wrong.length > 0) throw new RegistryFaults(wrong)

  held.data = rows
  await held.write()
  return changed.content.offers.find(({ entry }) => entry.id === id)?.entry ?? placed.entry
}

// readRegistry found this very file without fault just before, so every row is an entry with its id.
const rowsOf = (data: unknown) => z.array(z.looseObject({ id: z.string() })).parse(data)
