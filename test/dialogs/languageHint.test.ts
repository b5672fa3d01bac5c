import { expect } from 'chai'
import { languageHint } from '../../dialogs/languageHint.ts'

describe('the language hint', () => {
  const written: [string | undefined, string][] = [
    [undefined, 'jeg er ked af det og ved ikke hvad jeg skal gøre'],
    [undefined, 'hej'],
    [undefined, 'min mor siger at jeg er for meget, fuck det altså'],
    [undefined, 'jeg spiller Fortnite og The Last of Us med min bror'],
    ['en', 'I am so tired and I do not know what to do about my school'],
    ['de', 'ich bin sehr traurig und weiß nicht was ich machen kann'],
    ['pl', 'nie wiem co mam robić, jest mi bardzo smutno i nie mam nikogo'],
    ['tr', 'ben çok yalnızım ve benim için yok bir arkadaş'],
    ['sv', 'jag vet inte vad jag ska göra, jag är ledsen och har ingen'],
    ['so', 'waxaan ahay keli oo ma aqaan waxa aan sameeyo, aad iyo aad'],
    ['uk', 'я не знаю що робити, мені дуже самотньо і'],
    ['ru', 'я не знаю что делать, мне очень одиноко'],
    ['ar', 'لا أعرف ماذا أفعل أنا وحيد جدا'],
    ['fa', 'نمی‌دانم چه کار کنم، پدرم گفت چیزی نیست'],
    [undefined, 'да'],
  ]
  for (const [language, text] of written) {
    it(`is ${language ?? 'none'} for “${text.slice(0, 40)}”`, () => {
      expect(languageHint([text])).to.equal(language)
    })
  }
})
