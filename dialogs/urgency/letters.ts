const latin: Record<string, string> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ѕ: 's', ј: 'j', ԁ: 'd', ӏ: 'l' }
const digits: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '@': 'a', $: 's' }

/** The key of a word: one spelling for the many ways of typing the same letters. */
export function fold(word: string): string {
  let key = word.toLowerCase()
  if (!/^[a-zæøå0-9]*$/.test(key)) key = plain(key)
  if (/[a-zæøå]/.test(key) && /[0-9]/.test(key)) key = key.replace(/(?<=[a-zæøå])[0134](?=[a-zæøå])/g, digit => digits[digit] ?? digit)
  return key
    .replace(/(\p{L})\1\1+/gu, '$1')
    .replaceAll('aa', 'å')
    .replaceAll('ae', 'æ')
    .replaceAll('oe', 'ø')
}

/** å, æ, ø (and what stood for them) as a, a, o: the weaker key for those who type without them. */
export function foldWeakly(key: string): string {
  if (!/[åæø]|a[ae]|oe/.test(key)) return key
  return key
    .replace(/[åæø]/g, letter => (letter === 'ø' ? 'o' : 'a'))
    .replace(/a[ae]/g, 'a')
    .replaceAll('oe', 'o')
}

function plain(word: string): string {
  const letters = word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}|\u034f|[\ufe00-\ufe0f]|[\u115f\u1160\u3164'’`´]/gu, '')
    .replace(/[@$]/g, sign => digits[sign] ?? '')
    .replace(/[äǽ]/g, 'æ')
    .replace(/[öœ]/g, 'ø')
    .replaceAll('ß', 'ss')
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/a\u030a/g, 'å')
    .replace(/[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .normalize('NFC')
  if (!/[a-zæøå]/.test(letters)) return letters
  return letters.replace(/[\u0400-\u04ff\u0500-\u052f]/g, sign => latin[sign] ?? sign)
}
