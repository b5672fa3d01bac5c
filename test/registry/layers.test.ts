import { expect } from 'chai'
import { loadRegistry } from '../../registry/load.ts'

const { themes } = await loadRegistry(new URL('../../data/', import.meta.url))
const layers = ['young', 'parents', 'professionals', 'english'] as const

describe('the thesaurus', () => {
  it('has every theme in the words of the young, of parents, of professionals, and in English', () => {
    const missing = themes.flatMap(theme => layers.filter(layer => theme[layer].length < 3).map(layer => `${theme.id} ${layer}`))
    // Sparring is what professionals ask for, in their words only.
    expect(missing).to.deep.equal(['professionalSparring young', 'professionalSparring parents'])
  })

  it('has the thirty commonest themes, and all that stand for danger, in Arabic and Ukrainian', () => {
    const both = themes.filter(({ arabic = [], ukrainian = [] }) => arabic.length > 0 && ukrainian.length > 0).map(({ id }) => id)
    expect(both.length).to.be.at.least(30)
    expect(both).to.include.members(dangers)
  })
})

const dangers = [
  ...['suicide', 'selfHarm', 'violence', 'sexualAbuse', 'onlineAbuse', 'socialControl'],
  ...['eatingDisorder', 'runaway', 'psychosis', 'drugs', 'anger'],
]
