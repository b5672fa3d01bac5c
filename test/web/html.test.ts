import { expect } from 'chai'
import { html } from '../../web/html.ts'

describe('html', () => {
  it('lets nothing that is put in be read as markup', () => {
    expect(html`<p title="${'"><script>'}">${"<img onerror='x'>&"}</p>`.text).to.equal(
      '<p title="&#34;&#62;&#60;script&#62;">&#60;img onerror=&#39;x&#39;&#62;&#38;</p>',
    )
  })

  it('puts html into html, one or many, and nothing for what is absent', () => {
    expect(html`<ul>${['a', 'b'].map(text => html`<li>${text}</li>`)}</ul>${undefined}${false}`.text).to.equal(
      '<ul><li>a</li><li>b</li></ul>',
    )
  })
})
