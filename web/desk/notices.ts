import type { Preferences } from '../../desk/preferences.ts'

export interface Notices {
  state(): 'on' | 'off' | 'blocked'
  toggle(): Promise<void>
  /** Never what somebody wrote, nor who: the screen may be seen by others. `hidden`: nobody looks at the page. */
  tell(text: string, hidden: boolean): void
  chime(): void
}

/** Sound and desktop notices, as the counsellor chose, and neither in their quiet time. Desktop notices are off until asked for. */
export function createNotices(chosen: () => Preferences): Notices {
  let wanted = false
  const permission = () => ('Notification' in window ? Notification.permission : 'denied')
  const chime = createChime()
  return {
    chime,
    state: () => (permission() === 'denied' ? 'blocked' : wanted && permission() === 'granted' ? 'on' : 'off'),
    async toggle() {
      wanted = !wanted
      if (wanted && permission() === 'default') await Notification.requestPermission()
    },
    tell(text, hidden) {
      const { sound, quiet } = chosen()
      if (isQuiet(quiet, new Date())) return
      if (sound) chime()
      if (!hidden || !wanted || permission() !== 'granted') return
      const notice = new Notification('Brobygger', { body: text, tag: 'brobygger', silent: true })
      notice.onclick = () => {
        window.focus()
        notice.close()
      }
    },
  }
}

/** Whether a moment lies in the quiet time, by the clock in Denmark; past midnight too. Pure. */
export function isQuiet(quiet: Preferences['quiet'], now: Date): boolean {
  if (!quiet || quiet.from === quiet.to) return false
  const at = new Intl.DateTimeFormat('sv-SE', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Copenhagen' }).format(now)
  return quiet.from < quiet.to ? at >= quiet.from && at < quiet.to : at >= quiet.from || at < quiet.to
}

/** Two soft tones, made here: no file to fetch. At most one in three seconds. */
function createChime(): () => void {
  let audio: AudioContext | undefined
  let last = 0
  return () => {
    if (Date.now() - last < 3000) return
    last = Date.now()
    audio ??= new AudioContext()
    for (const [tone, pitch] of [660, 880].entries()) {
      const [oscillator, gain] = [audio.createOscillator(), audio.createGain()]
      const from = audio.currentTime + tone * 0.14
      oscillator.frequency.value = pitch
      gain.gain.setValueAtTime(0, from)
      gain.gain.linearRampToValueAtTime(0.12, from + 0.02)
      gain.gain.exponentialRampToValueAtTime(0.001, from + 0.3)
      oscillator.connect(gain).connect(audio.destination)
      oscillator.start(from)
      oscillator.stop(from + 0.32)
    }
  }
}
