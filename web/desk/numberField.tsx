interface NumberFieldProps {
  id: string
  label: string
  /** From 1 to this. */
  most: number
  value: number | undefined
  /** What choosing no number is called; absent: one must be chosen. */
  none?: string
  onInput: (value: number | undefined) => void
}

/** A small number, chosen from a list: nothing can be mistyped. */
export function NumberField({ id, label, most, value, none, onInput }: NumberFieldProps) {
  return (
    <div class="form-group field">
      <label class="form-label" for={id}>
        {label}
      </label>
      <select id={id} class="form-select" value={value ?? ''} onChange={event => onInput(Number(event.currentTarget.value) || undefined)}>
        {none !== undefined && (
          <option value="" selected={value === undefined}>
            {none}
          </option>
        )}
        {Array.from({ length: most }, (_, at) => at + 1).map(number => (
          <option key={number} value={number} selected={number === value}>
            {number}
          </option>
        ))}
      </select>
    </div>
  )
}
