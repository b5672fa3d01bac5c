import { useEffect, useRef } from 'preact/hooks'

interface FieldProps {
  id: string
  label: string
  type: 'email' | 'password' | 'text'
  autoComplete: 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'name' | 'off'
  value: string
  onInput: (value: string) => void
  hint?: string | undefined
  /** What is wrong; the field gets the focus, and a screen reader reads it with the field. */
  fault?: string | undefined
  /** Gets the focus when it appears: it was asked for just now. */
  focused?: boolean
}

export function Field({ id, label, type, autoComplete, value, onInput, hint, fault, focused = false }: FieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (focused) input.current?.focus()
  }, [focused])
  useEffect(() => {
    if (fault !== undefined) input.current?.focus()
  }, [fault])
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div class="form-group field">
      <label class="form-label" for={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p class="form-hint hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p class="form-error-message fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <input
        ref={input}
        id={id}
        name={id}
        class="form-input"
        {...({ type } as { type: 'text' })} // preact's types tell each kind of field apart; all three are lines of text
        autoComplete={autoComplete}
        value={value}
        maxLength={200}
        aria-invalid={fault !== undefined}
        {...(described !== '' && { 'aria-describedby': described })}
        onInput={event => onInput(event.currentTarget.value)}
      />
    </div>
  )
}
