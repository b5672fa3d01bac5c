import type { FiledLines } from './filedLines.ts'
import type { Lists } from './lists.ts'
import { readSections, type Section, type Sections, writeSections } from './sections.ts'
import type { Thesaurus } from './thesaurus.ts'

/** What was read of the thesaurus as a file holds it, with a mark of the sources it was made from. */
export function packThesaurus({ words, themes, facts, leanings }: Thesaurus, of: string): Uint8Array {
  return writeSections({
    of,
    names: words.names.join('\n'),
    spellings: words.spellings.join('\n'),
    spelt: words.spelt,
    folded: words.folded.join('\n'),
    unfolded: words.unfolded,
    ...packLines('themes', themes),
    ...packLines('facts', facts),
    'leanings.labels': leanings.labels.join('\n'),
    ...packLists('leanings.themes', leanings.themes),
    'leanings.leans': leanings.leans,
  })
}

/** undefined where the file was made from other sources, or is none of ours. */
export function unpackThesaurus(file: Uint8Array, of: string): Thesaurus | undefined {
  const sections = sectionsOf(file)
  if (sections?.text('of') !== of) return undefined
  return {
    words: {
      names: textsOf(sections, 'names'),
      spellings: textsOf(sections, 'spellings'),
      spelt: sections.whole('spelt'),
      folded: textsOf(sections, 'folded'),
      unfolded: sections.whole('unfolded'),
    },
    themes: linesOf(sections, 'themes'),
    facts: linesOf(sections, 'facts'),
    leanings: {
      labels: textsOf(sections, 'leanings.labels'),
      themes: listsOf(sections, 'leanings.themes'),
      leans: sections.fractions('leanings.leans'),
    },
  }
}

function sectionsOf(file: Uint8Array): Sections | undefined {
  try {
    return readSections(file)
  } catch {
    return undefined
  }
}

const packLines = (name: string, lines: FiledLines): Record<string, Section> => ({
  [`${name}.labels`]: lines.labels.join('\n'),
  [`${name}.says`]: lines.says.join('\n'),
  [`${name}.heads`]: lines.heads,
  [`${name}.weights`]: lines.weights,
  [`${name}.choices`]: lines.choices.join('\n'),
  [`${name}.pairs`]: lines.pairs.join('\n'),
  ...packLists(`${name}.places`, lines.places),
  ...packLists(`${name}.slots`, lines.slots),
  ...packLists(`${name}.shelves`, lines.shelves),
  ...packLists(`${name}.pairLines`, lines.pairLines),
})

const linesOf = (sections: Sections, name: string): FiledLines => ({
  labels: textsOf(sections, `${name}.labels`),
  says: textsOf(sections, `${name}.says`),
  heads: sections.whole(`${name}.heads`),
  weights: sections.fractions(`${name}.weights`),
  choices: textsOf(sections, `${name}.choices`),
  pairs: textsOf(sections, `${name}.pairs`),
  places: listsOf(sections, `${name}.places`),
  slots: listsOf(sections, `${name}.slots`),
  shelves: listsOf(sections, `${name}.shelves`),
  pairLines: listsOf(sections, `${name}.pairLines`),
})

const packLists = (name: string, { starts, items }: Lists): Record<string, Section> => ({
  [`${name}.starts`]: starts,
  [`${name}.items`]: items,
})

const listsOf = (sections: Sections, name: string): Lists => ({
  starts: sections.whole(`${name}.starts`),
  items: sections.whole(`${name}.items`),
})

const textsOf = (sections: Sections, name: string): string[] => sections.text(name).split('\n')
