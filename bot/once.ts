/** Does a task once for a key, also when it is asked for again at the same moment; later askers get the same answer. A failure is not kept. */
export function createOnce<R>(remembered = 1000): (key: string, task: () => Promise<R>) => Promise<R> {
  const answers = new Map<string, Promise<R>>()
  return (key, task) => {
    const known = answers.get(key)
    if (known) return known
    const result = task()
    answers.set(key, result)
    if (answers.size > remembered) answers.delete(answers.keys().next().value!) // size > 0: there is an oldest
    result.catch(() => answers.delete(key))
    return result
  }
}
