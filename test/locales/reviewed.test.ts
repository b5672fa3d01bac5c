import { readFileSync } from 'node:fs'
import { expect } from 'chai'

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

/**
 * What is said in a crisis is fixed and reviewed, word for word. Whoever changes a text has it reviewed and then changes the copy in
 * reviewed/ as well; until then this fails.
 */
describe('the words in a crisis', () => {
  for (const locale of ['da', 'en']) {
    it(`are those that were reviewed (${locale})`, () => {
      expect(read(`../../locales/${locale}/crisis.json`)).to.deep.equal(read(`./reviewed/crisis.${locale}.json`))
    })
  }
})
