import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { buildWeb } from '../../web/build.ts'
import { chatPage } from '../../web/widget/page.ts'

describe('the weight of the chat', () => {
  it('is at most 3 kB before it is opened and 30 kB in all (gzip)', async () => {
    const web = await buildWeb()
    const size = (path: string) => web.files.get(path)?.gzip.length ?? Number.NaN
    const page = chatPage({ locale: 'da', municipality: 'kalundborg', exit: 'https://www.dr.dk', lines: web.lines, ...web.chat })
    const sizes = {
      loader: size('/widget.js'),
      page: gzipSync(page.text, { level: 9 }).length,
      script: size(web.chat.script),
      style: size(web.chat.style),
    }
    const all = Object.values(sizes).reduce((sum, part) => sum + part)
    console.log(`note: bytes, gzip: ${JSON.stringify({ ...sizes, all })}`)
    expect(sizes.loader).to.be.at.most(3000)
    expect(all).to.be.at.most(30_000)
  })
})
