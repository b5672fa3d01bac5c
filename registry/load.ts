import { open, readdir, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Adapter, Low } from 'lowdb'
import { type Content, type RawFile, readContent } from './content.ts'
import { crossCheck } from './crossCheck.ts'
import { type Fault, RegistryFaults } from './faults.ts'
import { openThesaurus } from './openThesaurus.ts'
import type { Registry } from './registry.ts'

/** The files a registry consists of, beside every JSON file in offers/. */
const files = ['facts.json', 'themes.json', 'municipalities.json', 'districts.json', 'helplines.json', 'retired.json']

/** Hears how many steps of how many are done: each file is read, then checked. */
export type Tell = (done: number, of: number) => void

/** Reads and checks the whole registry. Throws RegistryFaults with every fault there is. */
export async function loadRegistry(dir: string | URL, tell?: Tell): Promise<Registry> {
  const [{ content, faults }, thesaurus] = await Promise.all([readRegistry(dir, tell), openThesaurus(dir)])
  if (faults.length > 0) throw new RegistryFaults(faults)
  const registry = registryOf(content)
  return thesaurus === undefined ? registry : { ...registry, packed: { of: registry.themes, thesaurus } }
}

/** The registry's content as far as it can be read, and all that is wrong with it. */
export async function readRegistry(dir: string | URL, tell: Tell = () => undefined): Promise<{ content: Content; faults: Fault[] }> {
  const unreadable: Fault[] = []
  const names = await fileNames(dir, unreadable)
  let steps = 0
  const step = () => tell(++steps, 2 * names.length)
  const raw: RawFile[] = []
  for (let from = 0; from < names.length; from += sideBySide) {
    const reads = names.slice(from, from + sideBySide).map(async file => {
      const read = await readJson(dir, file)
      step()
      return read
    })
    for (const read of await Promise.all(reads)) {
      if ('json' in read) raw.push(read)
      else unreadable.push(read)
    }
  }
  const { content, faults } = readContent(raw, step)
  return { content, faults: [...unreadable, ...faults, ...crossCheck(content)] }
}

/** So many files are read at a time: the disk is not waited for, and 98 large ones do not lie in memory twice. */
const sideBySide = 8

/** One file of the registry, held by lowdb. */
export async function openRegistryFile(dir: string | URL, file: string): Promise<Low<unknown>> {
  const held = new Low<unknown>(new WholeFile(pathOf(dir, file)), [])
  await held.read()
  return held
}

export function registryOf(content: Content): Registry {
  const offers = content.offers.map(({ entry }) => entry)
  const byId = new Map(offers.map(offer => [offer.id, offer]))
  return {
    offers,
    offer: id => byId.get(id),
    facts: content.facts.map(({ entry }) => entry),
    themes: content.themes.map(({ entry }) => entry),
    municipalities: content.municipalities.map(({ entry }) => entry),
    districts: content.districts.map(({ entry }) => entry),
    helplines: content.helplines.map(({ entry }) => entry),
  }
}

async function fileNames(dir: string | URL, faults: Fault[]): Promise<string[]> {
  try {
    const offers = (await readdir(pathOf(dir, 'offers'))).filter(name => name.endsWith('.json')).sort()
    return [...files, ...offers.map(name => `offers/${name}`)]
  } catch {
    faults.push({
      file: 'offers/',
      id: '',
      field: '',
      expected: 'a folder with the offers',
      mend: `Make the folder in ${pathOf(dir, '')}.`,
    })
    return files
  }
}

async function readJson(dir: string | URL, file: string): Promise<RawFile | Fault> {
  try {
    return { file, json: (await openRegistryFile(dir, file)).data }
  } catch (error) {
    const mend = `${causeOf(error)}. Put the file right, then start again.`
    return { file, id: '', field: '', expected: 'a JSON file that can be read', mend }
  }
}

const causeOf = (error: unknown) => (error instanceof Error ? error.message : 'It could not be read')

const pathOf = (dir: string | URL, file: string) => join(typeof dir === 'string' ? dir : fileURLToPath(dir), file)

/** lowdb's adapter for one file that is there whole or not at all: written beside it, synced, renamed over it. */
class WholeFile implements Adapter<unknown> {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  async read(): Promise<unknown> {
    // Decoded in one piece: by the chunk it takes as long again for a large file.
    return JSON.parse((await readFile(this.#path)).toString('utf8'))
  }

  async write(data: unknown): Promise<void> {
    const beside = `${this.#path}.writing`
    await inFile(beside, 'w', async file => {
      await file.writeFile(`${JSON.stringify(data, null, 2)}\n`)
      await file.sync()
    })
    await rename(beside, this.#path)
    await inFile(dirname(this.#path), 'r', folder => folder.sync())
  }
}

async function inFile(path: string, flags: string, work: (file: Awaited<ReturnType<typeof open>>) => Promise<void>): Promise<void> {
  const file = await open(path, flags)
  try {
    await work(file)
  } finally {
    await file.close()
  }
}
