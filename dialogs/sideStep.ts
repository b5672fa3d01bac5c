import type { Talk } from './talk.ts'

/** Where they stood before a side step, with all that was told on it; what they took off the handover card stays off. */
export function backToPlace(talk: Talk): Talk {
  const place = talk.past.at(-1)
  if (place === undefined) return { ...talk, step: 'offers' }
  return { ...talk, step: place.step, past: talk.past.slice(0, -1), misunderstood: 0 }
}
