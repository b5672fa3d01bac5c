import type { WebSocket } from 'ws'
import type { Preferences } from '../../desk/preferences.ts'
import type { ToPage } from '../../desk/wire.ts'
import type { SignedIn } from '../deskGate.ts'

/** One open page of a counsellor. */
export interface Page {
  socket: WebSocket
  who: SignedIn
  /** Set by its first frame; before that it gets nothing and is not here. */
  leave?: () => void
  /** Conversation -> the log is written to this page up to here, as it stood at this holder number. */
  known: Map<string, number>
  /** While everything is told anew: what changed meanwhile, told afterwards. */
  catchingUp?: Set<string> | undefined
  answered: boolean
  preferences: Preferences
}

/** The pages that are open, and those of them that said hello. */
export interface Pages {
  all(): Iterable<Page>
  here(): Page[]
}

/** A page that does not read this much (bytes) is dead to us; it comes back and gets everything anew. */
const mostUnread = 4 * 1024 * 1024

export function send({ socket }: Page, frame: ToPage): void {
  if (socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > mostUnread) socket.terminate()
  else socket.send(JSON.stringify(frame))
}

/** Whoever does not answer is gone; told by socket.ping. */
export function probe(page: Page): void {
  if (!page.answered) page.socket.terminate()
  page.answered = false
  page.socket.ping()
}
