/** What is said to the other nodes in passing and kept by nobody: lost where one is away for a moment. */
export interface Signals {
  /** A short line without anyone's words: kinds and random ids. Too many at once are dropped. */
  tell(signal: string): void
  /** Told of what other nodes said, never of one's own. */
  listen(onSignal: (signal: string) => void): () => void
  close(): Promise<void>
}

/** Of a process that is alone. */
export const noOthers: Signals = { tell: () => undefined, listen: () => () => undefined, close: async () => undefined }
