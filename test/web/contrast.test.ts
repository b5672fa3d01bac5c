import { readFileSync } from 'node:fs'
import { expect } from 'chai'

const css = readFileSync(new URL('../../web/theme.css', import.meta.url), 'utf8')
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)')

/** Ink on ground, as chat.css puts them together. */
const texts = [
  ['ink', 'paper'],
  ['ink', 'card'],
  ['ink-soft', 'paper'],
  ['ink-soft', 'card'],
  ['on-brand', 'brand'],
  ['on-brand-soft', 'brand-soft'],
  ['on-brand-soft', 'card'],
  ['on-warm', 'warm'],
  ['on-sun', 'sun'],
  ['on-help', 'help'],
  ['on-help', 'card'],
]
/** Edges and marks that carry meaning, WCAG 1.4.11. */
const edges = [
  ['edge', 'paper'],
  ['edge', 'card'],
  ['brand', 'card'],
  ['brand', 'paper'],
  ['help-edge', 'help'],
  ['focus', 'paper'],
  ['focus', 'card'],
]

describe('the colours', () => {
  for (const [scheme, tokens] of Object.entries({ light: read(light), dark: read(dark) })) {
    for (const [ink = '', ground = ''] of texts) {
      it(`hold 7:1 for ${ink} on ${ground} when ${scheme}`, () => {
        expect(contrast(tokens(ink), tokens(ground))).to.be.at.least(7)
      })
    }
    for (const [edge = '', ground = ''] of edges) {
      it(`hold 3:1 for ${edge} on ${ground} when ${scheme}`, () => {
        expect(contrast(tokens(edge), tokens(ground))).to.be.at.least(3)
      })
    }
  }
})

function read(block: string): (name: string) => string {
  const found = new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))
  return name => found.get(name) ?? ''
}

/** WCAG 2.2, relative luminance. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
