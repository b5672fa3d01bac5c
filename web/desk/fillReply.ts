/** What a quick reply's places are filled with; what is not known is left for the counsellor to fill in. */
export interface ReplyValues {
  name?: string | undefined
  municipality?: string | undefined
  time?: string | undefined
}

const known: Record<string, keyof ReplyValues> = {
  name: 'name',
  navn: 'name',
  municipality: 'municipality',
  kommune: 'municipality',
  time: 'time',
  klokken: 'time',
}

/** A reply ready to be looked over, and where the first place is that is still to be filled in. Pure. */
export function fillReply(text: string, values: ReplyValues): { text: string; select?: { from: number; to: number } } {
  const filled = text.replace(/\{\{\s*([\p{L}\d_ -]{1,40}?)\s*\}\}/gu, (whole, place: string) => {
    const key = known[place.toLowerCase()]
    return (key && values[key]) ?? whole
  })
  const open = /\{\{[^{}]*\}\}/.exec(filled)
  return { text: filled, ...(open && { select: { from: open.index, to: open.index + open[0].length } }) }
}
