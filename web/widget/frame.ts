/** What passes between the chat and the page it is shown on: that it is ready, hidden, left or holds something new. Never a word of the talk. */
export type ToHost = { brobygger: 'ready' | 'hide' | 'exit' } | { brobygger: 'unread'; count: number }
export type ToChat = { brobygger: 'shown' | 'hidden' | 'leave' }

const framed = parent !== window

export function tellHost(message: ToHost): void {
  // The host's origin is not known before it writes to us, and nothing here is a secret.
  if (framed) parent.postMessage(message, '*')
}

/** Only the page that holds our frame is listened to, and only for these words. */
export function onHost(heard: (message: ToChat['brobygger']) => void): void {
  if (!framed) return
  addEventListener('message', ({ source, data }) => {
    if (source !== parent || typeof data !== 'object' || data === null) return
    const { brobygger } = data as { brobygger?: unknown } // another site's data: read by exact values below
    if (brobygger === 'shown' || brobygger === 'hidden' || brobygger === 'leave') heard(brobygger)
  })
}

export const isFramed = framed
