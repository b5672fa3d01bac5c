/** Why a request is refused; each has one calm sentence in locales/<lang>/errors.json. */
export type RefusalCode =
  | 'BadArgument'
  | 'BadToken'
  | 'ConversationGone'
  | 'ConversationLong'
  | 'MissingProperty'
  | 'NotAllowedHere'
  | 'NotFound'
  | 'NotKept'
  | 'NoUploads'
  | 'MethodNotAllowed'
  | 'TooBig'
  | 'TooLong'
  | 'TooMuchAtOnce'

/** An answer we meant to give, thrown from wherever it became clear. Never holds what a person wrote. */
export class Refusal extends Error {
  readonly status: number
  readonly code: RefusalCode
  constructor(status: number, code: RefusalCode) {
    super(code)
    this.name = 'Refusal'
    this.status = status
    this.code = code
  }
}
