import { useEffect, useState } from 'preact/hooks'

/** So much a talk needs beside others, and the lists beside it all (px). */
const [panel, lists] = [400, 300]

/** How many talks have room side by side in this window. */
export function usePanelRoom(): number {
  const [room, setRoom] = useState(count())
  useEffect(() => {
    const look = () => setRoom(count())
    addEventListener('resize', look)
    return () => removeEventListener('resize', look)
  }, [])
  return room
}

const count = () => Math.max(1, Math.floor((innerWidth - lists) / panel))
