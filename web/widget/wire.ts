import type { Card, Spoken } from '../../dialogs/spoken.ts'

export type { Card, HandoverCard, HelpCard, KeepCard, NearMissView, OffersCard, OfferView } from '../../dialogs/spoken.ts'

/** What comes from the server over Direct Line 3.0, as far as the widget reads it. */
export interface Activity {
  id?: string
  type: string
  name?: string
  text?: string
  timestamp?: string
  locale?: string
  from?: { id?: string; name?: string; role?: string }
  value?: { [key: string]: unknown } | undefined
  suggestedActions?: { actions?: { title?: string; value?: { choice?: string } }[] }
  channelData?: {
    clientActivityID?: string
    number?: number
    brobygger?: { who?: 'citizen' | 'bot' | 'system' | 'counsellor'; card?: Card; awaits?: Spoken['awaits']; urgent?: boolean }
  }
}

export interface ActivitySet {
  activities: Activity[]
  watermark?: string
  /** What the stream tells as `brobygger.state`, in the answer to a poll. */
  state?: { [key: string]: unknown }
}

/** A frame of the stream; undefined for a keepalive (empty) or anything else that is not a set of activities. */
export function readFrame(frame: unknown): ActivitySet | undefined {
  if (typeof frame !== 'string' || frame === '') return undefined
  try {
    const set = JSON.parse(frame) as Partial<ActivitySet> // our own server's words; what is not understood is left out below
    return Array.isArray(set.activities) ? (set as ActivitySet) : undefined
  } catch {
    return undefined
  }
}
