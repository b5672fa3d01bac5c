/** Ways in which the same message reaches us differently; each gives the messages to be heard one after the other. */
export const perturbations: Record<string, (text: string) => string[]> = {
  'typing errors': text => [misspelt(text)],
  'ae oe aa': text => [text.replaceAll('æ', 'ae').replaceAll('ø', 'oe').replaceAll('å', 'aa')],
  'a and o': text => [text.replaceAll('æ', 'a').replaceAll('ø', 'o').replaceAll('å', 'a')],
  capitals: text => [text.toUpperCase()],
  'spaced letters': text => [spaced(text)],
  emoji: text => [text.replace(/\s+/g, (gap, at: number) => (at % 3 === 0 ? ' 😭 ' : gap))],
  'zero width': text => [text.replace(/(\p{L})(\p{L})/gu, '$1\u200b$2')],
  'split over three messages': text => inThree(text),
  'SMS spelling': text => [
    text
      .split(/(\s+)/)
      .map(word => sms[word] ?? word)
      .join(''),
  ],
  'Norwegian and Swedish': text => [
    text
      .split(/(\s+)/)
      .map(word => nordic[word] ?? word)
      .join(''),
  ],
}

/** One slip in every third word of five letters or more: two letters swapped, one lost or one doubled, by turns. */
function misspelt(text: string): string {
  let nth = 0
  return text.replace(/\p{L}{5,}/gu, word => {
    nth++
    if (nth % 3 !== 1) return word
    const at = 1 + (word.length % (word.length - 3))
    if (word.length % 3 === 0) return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
    if (word.length % 3 === 1) return word.slice(0, at) + word.slice(at + 1)
    return word.slice(0, at) + (word[at] ?? '') + word.slice(at)
  })
}

/** The longest word with a space between its letters. */
function spaced(text: string): string {
  const longest = (text.match(/\p{L}+/gu) ?? []).reduce((a, b) => (b.length > a.length ? b : a), '')
  return text.replace(longest, [...longest].join(' '))
}

function inThree(text: string): string[] {
  const words = text.split(' ')
  if (words.length < 3) return [text]
  const third = Math.ceil(words.length / 3)
  return [words.slice(0, third), words.slice(third, 2 * third), words.slice(2 * third)]
    .map(part => part.join(' '))
    .filter(part => part !== '')
}

const sms: Record<string, string> = {
  jeg: 'jg',
  ikke: 'ik',
  mig: 'mi',
  det: 'd',
  er: 'r',
  og: 'å',
  hvad: 'hva',
  hvordan: 'hvodan',
  meget: 'mget',
  skal: 'ska',
  kan: 'ka',
  har: 'ha',
  lige: 'li',
  noget: 'noed',
  mere: 'mer',
  også: 'oså',
  aldrig: 'aldri',
  selv: 'sel',
  vil: 'vil',
  være: 'vær',
  altid: 'altd',
  hjælp: 'hjlp',
}

const nordic: Record<string, string> = {
  jeg: 'jag',
  ikke: 'inte',
  mig: 'meg',
  far: 'pappa',
  mor: 'mamma',
  noget: 'noe',
  hvordan: 'hvordan',
  leve: 'leva',
  dø: 'døy',
  mere: 'mer',
  er: 'är',
  og: 'och',
  meget: 'mye',
  hjemme: 'hemma',
  bange: 'rädd',
  hun: 'hon',
  slår: 'slår',
  selv: 'själv',
  bliver: 'blir',
  af: 'av',
}
