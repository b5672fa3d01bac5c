import { type ActivitySet, readFrame } from './wire.ts'

interface Follower {
  opened(): void
  heard(set: ActivitySet): void
  /** Asks the server over HTTP what is new; true when there was something the stream should have brought. */
  check(): Promise<boolean>
  /** A message of ours was saved and did not come back in time. */
  awaited(): boolean
}

const openWithin = 4000
const pingEvery = 20_000
const quietFor = 45_000

/**
 * Follows a stream until it falls: resolves with the milliseconds it lasted, or `blocked` when it could not be opened at all.
 * Browsers do not say when a socket has died silently (a laptop that slept, a network that changed), so it is checked: when the page is
 * looked at again, when the network comes back, when an echo is missing, and when all has been quiet for long.
 */
export function follow(url: string, follower: Follower): Promise<number | 'blocked'> {
  return new Promise(resolve => {
    const socket = openSocket(url)
    if (!socket) return resolve('blocked')
    let openedAt = 0
    let heardAt = Date.now()
    let pingedAt = Date.now()

    const fall = () => {
      clearTimeout(opening)
      clearInterval(watching)
      removeEventListener('online', check)
      document.removeEventListener('visibilitychange', look)
      socket.onopen = socket.onmessage = socket.onclose = null
      socket.close()
      resolve(openedAt ? Date.now() - openedAt : 'blocked')
    }
    const check = () => {
      heardAt = Date.now()
      follower.check().then(
        news => news && fall(),
        () => fall(),
      )
    }
    const look = () => {
      if (!document.hidden) check()
    }
    const watch = () => {
      if (!openedAt) return
      if (follower.awaited()) return fall()
      if (Date.now() - pingedAt > pingEvery) {
        pingedAt = Date.now()
        socket.send('')
      }
      if (Date.now() - heardAt > quietFor) check()
    }

    const opening = setTimeout(fall, openWithin)
    const watching = setInterval(watch, 1000)
    addEventListener('online', check)
    document.addEventListener('visibilitychange', look)
    socket.onopen = () => {
      clearTimeout(opening)
      openedAt = Date.now()
      follower.opened()
    }
    socket.onmessage = ({ data }) => {
      heardAt = Date.now()
      const set = readFrame(data)
      if (set) follower.heard(set)
    }
    socket.onclose = fall
  })
}

/** A page policy may refuse sockets outright, which throws. */
function openSocket(url: string): WebSocket | undefined {
  try {
    return new WebSocket(url)
  } catch {
    return undefined
  }
}
