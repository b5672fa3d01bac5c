import { expect } from 'chai'
import { helpLines } from '../../web/helpLines.ts'
import { chatPage } from '../../web/widget/page.ts'

describe('the lines in the page itself', () => {
  const lines = helpLines()

  it('begin with 112', () => expect(lines[0]?.contacts.map(({ href }) => href)).to.deep.equal(['tel:112']))

  it('hold several that answer day and night, for children and for violence', () => {
    const numbers = lines.flatMap(({ contacts }) => contacts.map(({ href }) => href))
    expect(numbers).to.include.members(['tel:116111', 'tel:1888'])
  })

  it('say it when a line asks for a CPR number', () => {
    expect(lines.find(({ id }) => id === 'giftlinjen')?.caution?.da).to.match(/CPR/)
  })

  it('stand in the chat’s page without JavaScript, with a way out', () => {
    const page = chatPage({
      locale: 'da',
      municipality: 'kalundborg',
      exit: 'https://www.dr.dk',
      lines,
      script: '/s.js',
      style: '/s.css',
    }).text
    const noscript = page.slice(page.indexOf('<noscript>'))
    for (const { contacts } of lines) for (const { href } of contacts) expect(noscript).to.contain(`href="${href}"`)
    expect(noscript).to.contain('href="https://www.dr.dk"')
  })
})
