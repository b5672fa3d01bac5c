import { useEffect, useState } from 'preact/hooks'
import { ask, done } from './api.ts'

/** How one signs in here. */
export interface Ways {
  /** With an address and a password. */
  local: boolean
  /** What the identity provider is called. */
  provider?: string
  /** Whom to ask for access. */
  contact?: string
}

/** undefined: not known yet. While the desk cannot be asked, the form stands there and says so itself. */
export function useWays(): Ways | undefined {
  const [ways, setWays] = useState<Ways>()
  useEffect(() => {
    void ask<Ways>('/sign-in').then(answer => setWays(done(answer) ? answer.body : { local: true }))
  }, [])
  return ways
}
