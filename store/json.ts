/** A value that is JSON already: what is one long text without a sign to escape, as sealed documents are, is not looked through once more for them. */
export class Json {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }

  toJSON(): unknown {
    return JSON.parse(this.text)
  }
}

export const jsonOf = (value: unknown): string => (value instanceof Json ? value.text : JSON.stringify(value))
