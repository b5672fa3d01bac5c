import { z } from 'zod'
import type { Key, Store } from '../store/store.ts'

/** How a counsellor has set up their own desk. `quiet`: no sound and no notice between these times of day. */
export const preferences = z.strictObject({
  districts: z.array(z.string().max(80)).max(200).default([]),
  themes: z.array(z.string().max(80)).max(200).default([]),
  /** "Take the next" gives no more than so many at a time, save someone in danger; absent: as many as one takes. */
  talksAtOnce: z.number().int().min(1).max(25).optional(),
  /** So many of them are shown side by side where there is room. */
  sideBySide: z.number().int().min(1).max(4).default(1),
  sound: z.boolean().default(false),
  quiet: z.strictObject({ from: z.iso.time({ precision: -1 }), to: z.iso.time({ precision: -1 }) }).optional(),
  /** After so many heavy conversations in a row a pause is suggested. */
  heavyInARow: z.number().int().min(1).max(20).default(3),
})
export type Preferences = z.infer<typeof preferences>

export interface PreferenceKeeper {
  read(account: string): Promise<Preferences>
  write(account: string, chosen: Preferences): Promise<void>
  /** Told whose changed, on any node. */
  listen(onChange: (account: string) => void): () => void
}

/** What does not hold any more (an older version wrote it) counts as not chosen. */
export function createPreferences(store: Store): PreferenceKeeper {
  return {
    async read(account) {
      const found = await store.read<unknown>(keyOf(account))
      return preferences.safeParse(found?.value).data ?? preferences.parse({})
    },
    /** What was chosen last holds: nobody else writes one's own. */
    async write(account, chosen) {
      const found = await store.read<unknown>(keyOf(account))
      await store.write(keyOf(account), chosen, found?.etag ?? 'absent')
    },
    listen: onChange =>
      store.watch(key => {
        if (key.startsWith(prefix)) onChange(key.slice(prefix.length))
      }),
  }
}

const prefix = 'desk-preferences/'
const keyOf = (account: string): Key => `${prefix}${account}`
