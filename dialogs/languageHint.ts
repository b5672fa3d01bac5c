/**
 * Which language these texts seem to be written in, as BCP 47 names it; undefined where it is Danish or cannot be said. A hint for the counsellor, by
 * letters and small words only: nothing is translated, and nothing leaves the house. Pure.
 */
export function languageHint(texts: readonly string[]): string | undefined {
  const text = texts.join(' \n ').toLowerCase()
  const script = scripts.find(({ letters }) => (text.match(letters) ?? []).length >= 4)
  if (script) return script.marks.find(({ only }) => only.test(text))?.language ?? script.language
  const words = text.match(/\p{L}+/gu) ?? []
  if (words.length < 3) return undefined
  const found = Object.entries(small)
    .map(([language, known]) => ({ language, kinds: new Set(words.filter(word => known.has(word))).size }))
    .sort((a, b) => b.kinds - a.kinds)
  const [best, next] = found
  const danish = found.find(({ language }) => language === 'da')?.kinds ?? 0
  if (!best || best.language === 'da' || best.kinds < 3 || best.kinds <= danish + 1 || best.kinds === next?.kinds) return undefined
  return best.language
}

const scripts = [
  {
    letters: /\p{Script=Arabic}/gu,
    language: 'ar',
    marks: [
      { only: /[ٹڈڑں]/, language: 'ur' },
      { only: /[پچژگ]/, language: 'fa' },
    ],
  },
  {
    letters: /\p{Script=Cyrillic}/gu,
    language: 'ru',
    marks: [
      { only: /[іїєґ]/, language: 'uk' },
      { only: /[ђћљњџ]/, language: 'sr' },
    ],
  },
  { letters: /\p{Script=Ethiopic}/gu, language: 'ti', marks: [] },
  { letters: /\p{Script=Thai}/gu, language: 'th', marks: [] },
  { letters: /\p{Script=Tamil}/gu, language: 'ta', marks: [] },
  { letters: /\p{Script=Han}/gu, language: 'zh', marks: [] },
  { letters: /\p{Script=Greek}/gu, language: 'el', marks: [] },
]

const set = (words: string) => new Set(words.split(' '))

/** Small words that stand in nearly every sentence; those that Danish writes alike are left out of the others. */
const small: Record<string, ReadonlySet<string>> = {
  da: set('jeg du han hun det ikke og er en et at med mig dig min mit mine som til på af har vil kan ved hvad hvor men så bare også meget'),
  en: set('i you he she it is the and not my me was are do with have this that what how they we but can would about feel just because'),
  de: set('ich du er sie nicht und ist das ein eine mein meine mir mich mit habe auch wie was wir aber kann sehr weil zu für'),
  sv: set('jag inte och är ett mig dig att på mycket vad hur vi har också bara någon något kan vill hos från'),
  no: set('jeg ikke og er ei meg deg mye hva hvordan noen noe også bare hun fra nå gjør'),
  pl: set('ja nie to jest się w na i mam mi mnie co jak ale czy z że już moja mój bardzo'),
  ro: set('eu nu este și sunt un o pe cu am mă mea meu ce cum dar foarte la de că'),
  tr: set('ben bir ve bu çok değil ne için var yok benim bana ama gibi mi daha kadar şey'),
  so: set('waxaan iyo waa in ka ku aan ma oo waxay la ayaa si aad ii hooyo'),
  es: set('yo no es la el que y mi me con una un por pero muy estoy tengo como para'),
  fr: set('je ne pas est et le la les mon ma moi avec une un que mais très suis pour dans'),
  it: set('io non è e il la che mi mio mia con una un per ma sono molto come'),
}
