/** Many short lists of numbers in two long ones: the list n lies in `items` from `starts[n]` to before `starts[n + 1]`. */
export interface Lists {
  starts: Int32Array
  items: Int32Array
}

export function listsOf(lists: readonly (readonly number[])[]): Lists {
  const starts = new Int32Array(lists.length + 1)
  for (const [nth, list] of lists.entries()) starts[nth + 1] = (starts[nth] ?? 0) + list.length
  return { starts, items: Int32Array.from(lists.flat()) }
}

export const listAt = ({ starts, items }: Lists, nth: number): number[] => Array.from(items.subarray(starts[nth], starts[nth + 1]))
