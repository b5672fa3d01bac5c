import { tellHost } from './frame.ts'

/** Leaves at once: hide first, then go, then erase. What was on the screen is gone before the next frame is drawn. */
export function leave(to: string, neutralTitle: string, erase: () => void): void {
  document.documentElement.className = 'left'
  document.body.replaceChildren()
  document.title = neutralTitle
  document.querySelector('link[rel="icon"]')?.remove()
  tellHost({ brobygger: 'exit' })
  erase()
  try {
    // In a frame the page around us goes (its script does so too, where the browser will not let us).
    ;(top ?? window).location.replace(to)
  } catch {
    location.replace('about:blank')
  }
}

/** Esc three times, or Shift three times with nothing in between, within two seconds. Capital letters do not count: a letter comes between. */
export function onThreePresses(left: () => void): void {
  let pressed: { key: string; times: number; at: number } = { key: '', times: 0, at: 0 }
  addEventListener(
    'keydown',
    ({ key, repeat, timeStamp }) => {
      if (repeat) return
      const goesOn = key === pressed.key && timeStamp - pressed.at < 2000
      pressed = { key, times: goesOn ? pressed.times + 1 : 1, at: goesOn ? pressed.at : timeStamp }
      if ((key === 'Escape' || key === 'Shift') && pressed.times === 3) left()
    },
    true,
  )
}
