const channel = new BroadcastChannel('brobygger-desk')

/** What `#sign-in=...` in the address says, once: how a sign-in at the identity provider ended. */
export function howItEnded(): 'failed' | 'away' | 'noRole' | 'inAgain' | undefined {
  const ends = ['failed', 'away', 'noRole', 'inAgain'] as const
  const end = ends.find(one => location.hash === `#sign-in=${one}`)
  if (end !== undefined) history.replaceState(null, '', location.pathname)
  return end
}

/** A desk that was locked is opened in a tab beside it, so that what was being written stays where it is. */
export const tellOtherTabs = () => channel.postMessage('signedIn')

export function onSignedInElsewhere(look: () => void): void {
  channel.onmessage = look
  document.addEventListener('visibilitychange', () => document.hidden || look())
}
