/** One after the other for the same key, side by side for different ones. */
export function createSerial(): <R>(key: string, task: () => Promise<R>) => Promise<R> {
  const tails = new Map<string, Promise<unknown>>()
  return (key, task) => {
    const run = (tails.get(key) ?? Promise.resolve()).then(task, task)
    const tail = run.then(over, over)
    tails.set(key, tail)
    return run

    function over() {
      if (tails.get(key) === tail) tails.delete(key)
    }
  }
}
