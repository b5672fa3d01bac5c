import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { buildWeb } from '../../web/build.ts'
import { designFile } from '../../web/designSystem.ts'
import { deskPage } from '../../web/deskPage.ts'
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

describe("the weight of the desk's first paint", () => {
  it('is under 200 kB (gzip), the design system included', async () => {
    const { desk, files } = await buildWeb()
    if (!desk) throw new Error('there is no desk')
    const size = (path = '') => files.get(path)?.gzip.length ?? Number.NaN
    const sizes = {
      page: gzipSync(deskPage(desk, 'da').text).length,
      script: size(desk.script),
      style: size(desk.style),
      design: designFile('/css', 'dkfds.min.css')?.gzip.length ?? Number.NaN,
    }
    const all = Object.values(sizes).reduce((sum, part) => sum + part)
    console.log(`note: bytes, gzip: ${JSON.stringify({ ...sizes, all })}`)
    expect(all).to.be.at.most(200_000)
  })
})
