export interface Notices {
  state(): 'on' | 'off' | 'blocked'
  toggle(): Promise<void>
  /** Never what somebody wrote, nor who: the screen may be seen by others. */
  tell(text: string): void
}

/** Desktop notices, while nobody looks at the page. Off until asked for. */
export function createNotices(): Notices {
  let wanted = false
  const permission = () => ('Notification' in window ? Notification.permission : 'denied')
  return {
    state: () => (permission() === 'denied' ? 'blocked' : wanted && permission() === 'granted' ? 'on' : 'off'),
    async toggle() {
      wanted = !wanted
      if (wanted && permission() === 'default') await Notification.requestPermission()
    },
    tell(text) {
      if (!wanted || permission() !== 'granted') return
      const notice = new Notification('Brobygger', { body: text, tag: 'brobygger', silent: false })
      notice.onclick = () => {
        window.focus()
        notice.close()
      }
    },
  }
}
