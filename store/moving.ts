import { Conflict, type Key, type Store } from './store.ts'

const place: Key = 'moving/from'

/** The store holds something that is not what is being brought in. */
export class NotEmpty extends Error {
  constructor() {
    super('the store holds other documents already')
    this.name = 'NotEmpty'
  }
}

/**
 * Marks an empty store as being filled from somewhere, so that nobody serves it half filled and so that the same work can be taken up again. `holds`:
 * which documents count. Throws NotEmpty where it holds some and is not being filled from the same place.
 */
export async function beginMoving(store: Store, from: string, holds: (key: Key) => boolean): Promise<'begun' | 'again'> {
  const found = await store.read<string>(place)
  if (found?.value === from) return 'again'
  if (found) throw new NotEmpty()
  for await (const key of store.keys('')) if (holds(key)) throw new NotEmpty()
  try {
    await store.write(place, from, 'absent')
  } catch (error) {
    throw error instanceof Conflict ? new NotEmpty() : error // somebody else began at the same moment
  }
  return 'begun'
}

export const endMoving = (store: Store): Promise<void> => store.forget(place)

export const isMoving = async (store: Store): Promise<boolean> => (await store.read(place)) !== undefined

/** The mark itself is not among the documents. */
export const isMark = (key: Key): boolean => key === place
