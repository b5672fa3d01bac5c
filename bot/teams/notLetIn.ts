/** Refused at the fence: 401 where nobody knows who sends, 403 where they may not. Why is said to nobody outside; `reason` is for the metrics. */
export class NotLetIn extends Error {
  readonly status: 401 | 403
  readonly reason: string
  constructor(status: 401 | 403, reason: string) {
    super(reason)
    this.name = 'NotLetIn'
    this.status = status
    this.reason = reason
  }
}
