/**
 * Work that is asked for again and again with the very same things while one turn is decided: done once. What it was last is held weakly, which lasts
 * as long as the running code does: nothing that a person wrote stays behind.
 */
export function lately<Args extends readonly unknown[], Result>(work: (...args: Args) => Result): (...args: Args) => Result {
  let last: WeakRef<{ args: Args; result: Result }> | undefined
  return (...args) => {
    const known = last?.deref()
    if (known?.args.every((one, nth) => one === args[nth])) return known.result
    const made = { args, result: work(...args) }
    last = new WeakRef(made)
    return made.result
  }
}
