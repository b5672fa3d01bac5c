import { create, insertMultiple, search } from '@orama/orama'
import { stemmer } from '@orama/stemmers/danish'
import { nationwide, type Peer } from './peer.ts'

/** Orama with its Danish stemmer, one edit tolerated, the name boosted, filtered by municipality. */
export function orama(): Peer {
  const index = create({
    schema: { id: 'string', municipality: 'enum', name: 'string', summary: 'string', words: 'string' },
    components: { tokenizer: { language: 'danish', stemming: true, stemmer } },
  })
  return {
    name: 'Orama (tolerance 1)',
    async build(documents) {
      await insertMultiple(
        index,
        documents.map(document => ({ ...document, municipality: document.municipality || nationwide })),
        1000,
      )
    },
    async search(text, municipality) {
      const found = await search(index, {
        term: text,
        properties: ['name', 'summary', 'words'],
        boost: { name: 2 },
        tolerance: 1,
        threshold: 1,
        limit: 20,
        where: { municipality: { in: [municipality, nationwide] } },
      })
      return found.hits.map(hit => hit.document.id)
    },
  }
}
