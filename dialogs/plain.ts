/** What was written, as patterns compare it: small letters, no marks, no emoji, one space between words. Danish letters stay. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`´.](?=[a-zæøå])/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** How many words there are in it. */
export const wordCount = (text: string): number => (plain(text) === '' ? 0 : plain(text).split(' ').length)
