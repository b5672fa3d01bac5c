/** What was sent did not arrive, or nobody knows whether it did. Never holds what was sent. */
export class Undelivered extends Error {
  /** Of the answer; undefined: there was none. */
  readonly status: number | undefined
  /** Milliseconds that we were asked to wait. */
  readonly retryAfter: number | undefined
  constructor(status: number | undefined, retryAfter?: number) {
    super(status === undefined ? 'no answer' : `answered ${status}`)
    this.name = 'Undelivered'
    this.status = status
    this.retryAfter = retryAfter
  }
}
