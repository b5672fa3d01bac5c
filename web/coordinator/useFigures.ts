import { useEffect, useState } from 'preact/hooks'
import { ask, done } from '../desk/api.ts'

/** What the desk answers to a question of this page; `failed` until it is asked again. */
export type Figures<T> = { state: 'loading' } | { state: 'failed' } | { state: 'there'; figures: T }

/** Asks once for each path, and again by `again`. A later path's answer is never overwritten by an earlier one's. */
export function useFigures<T>(path: string): Figures<T> & { again: () => void } {
  const [answer, setAnswer] = useState<Figures<T>>({ state: 'loading' })
  const [round, setRound] = useState(0)
  useEffect(() => {
    let wanted = true
    setAnswer(before => (before.state === 'there' ? before : { state: 'loading' }))
    void ask<T>(path).then(told => {
      if (wanted) setAnswer(done(told) ? { state: 'there', figures: told.body } : { state: 'failed' })
    })
    return () => {
      wanted = false
    }
  }, [path, round])
  return { ...answer, again: () => setRound(round + 1) }
}
