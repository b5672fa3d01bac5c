/** What is due when, earliest first. Setting a new time for the same id leaves the older one behind, to be passed over when it comes up. */
export interface DueHeap {
  /** `at`: milliseconds. */
  set(id: string, at: number): void
  /** Sooner than it was set, if it was; never later. */
  hasten(id: string, at: number): void
  remove(id: string): void
  /** The earliest id whose time has come; it is taken out. */
  take(now: number): string | undefined
  /** When the next one is due. */
  next(): number | undefined
  size(): number
  ids(): string[]
}

export function createDueHeap(): DueHeap {
  const due = new Map<string, number>()
  const heap: { id: string; at: number }[] = []

  return {
    set,
    hasten(id, at) {
      if (at < (due.get(id) ?? Number.POSITIVE_INFINITY)) set(id, at)
    },
    remove: id => void due.delete(id),
    take(now) {
      const first = earliest()
      if (first === undefined || first.at > now) return undefined
      pop()
      due.delete(first.id)
      return first.id
    },
    next: () => earliest()?.at,
    size: () => due.size,
    ids: () => [...due.keys()],
  }

  function set(id: string, at: number) {
    if (due.get(id) === at) return
    due.set(id, at)
    if (heap.length > 2 * due.size + 100) return rebuild() // older times left behind, more than there are ids
    heap.push({ id, at })
    rise(heap.length - 1)
  }

  function rebuild() {
    heap.length = 0
    for (const [id, at] of [...due].sort(([, a], [, b]) => a - b)) heap.push({ id, at })
  }

  function earliest() {
    while (heap[0] && due.get(heap[0].id) !== heap[0].at) pop()
    return heap[0]
  }

  function pop() {
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    heap[0] = last
    sink(0)
  }

  function rise(from: number) {
    for (let i = from; i > 0; ) {
      const parent = (i - 1) >> 1
      if (timeAt(parent) <= timeAt(i)) return
      swap(i, parent)
      i = parent
    }
  }

  function sink(from: number) {
    for (let i = from; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2]
      const least = timeAt(right) < timeAt(left) ? right : left
      if (timeAt(least) >= timeAt(i)) return
      swap(i, least)
      i = least
    }
  }

  function timeAt(i: number): number {
    return heap[i]?.at ?? Number.POSITIVE_INFINITY
  }

  function swap(i: number, j: number) {
    const [a, b] = [heap[i], heap[j]]
    if (a && b) [heap[i], heap[j]] = [b, a]
  }
}
