import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** A modal question. The browser keeps focus inside, gives it back afterwards, and Escape means no. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const open = useRef(true)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => {
      // Another question may take its place: that this one closes then says nothing about what was asked.
      open.current = false
      element?.close()
    }
  }, [])
  const close = () => {
    if (open.current) onClose()
  }
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="dialog-title" onCancel={close} onClose={close}>
      <h2 id="dialog-title">{title}</h2>
      {children}
    </dialog>
  )
}
