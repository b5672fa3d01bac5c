import { useEffect, useState } from 'preact/hooks'

/** The time, anew every second, for what is counted on the screen. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(tick)
  }, [])
  return now
}
