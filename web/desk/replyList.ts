import Fuse from 'fuse.js'
import type { Reply } from '../../desk/replies.ts'
import { ask, done } from './api.ts'
import { type Locale, words } from './words.ts'

/** A quick reply with whose it is. */
export interface KnownReply extends Reply {
  whose: 'own' | 'shared' | 'standard'
  municipality?: string
}

/** One's own first, then the shared ones, then those that are there from the start, in the citizen's language. */
export async function fetchReplies(language: Locale): Promise<KnownReply[]> {
  const answer = await ask<{ own: Reply[]; shared: (Reply & { municipality: string })[] }>('/replies')
  const { own, shared } = done(answer) ? answer.body : { own: [], shared: [] }
  return [
    ...own.map(reply => ({ ...reply, whose: 'own' as const })),
    ...shared.map(reply => ({ ...reply, whose: 'shared' as const })),
    ...Object.entries(words[language].standard).map(([id, reply]) => ({ id, ...reply, whose: 'standard' as const })),
  ]
}

/** Those that are meant by what was typed, misspelt too; all of them where nothing was. */
export function createReplySearch(replies: KnownReply[]): (text: string) => KnownReply[] {
  const fuse = new Fuse(replies, {
    keys: [
      { name: 'title', weight: 3 },
      { name: 'text', weight: 1 },
    ],
    threshold: 0.4,
    ignoreLocation: true,
    ignoreDiacritics: true,
  })
  return text => (text.trim() === '' ? replies : fuse.search(text.trim().slice(0, 60)).map(({ item }) => item))
}
