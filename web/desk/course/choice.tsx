interface ChoiceProps<T extends string> {
  legend: string
  name: string
  options: readonly T[]
  labels: Record<T, string>
  value: T | undefined
  onChoose: (value: T) => void
}

/** One of a few, as radio buttons. */
export function Choice<T extends string>({ legend, name, options, labels, value, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      {options.map(option => (
        <label key={option} class="choice">
          <input type="radio" name={name} value={option} checked={value === option} onChange={() => onChoose(option)} />
          {labels[option]}
        </label>
      ))}
    </fieldset>
  )
}

/** Any of a few, as check boxes. */
export function Several<T extends string>(props: {
  legend: string
  options: readonly T[]
  labels: Record<T, string>
  value: readonly T[]
  onChoose: (value: T[]) => void
}) {
  const { legend, options, labels, value, onChoose } = props
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      {options.map(option => (
        <label key={option} class="choice">
          <input
            type="checkbox"
            checked={value.includes(option)}
            onChange={event => onChoose(event.currentTarget.checked ? [...value, option] : value.filter(one => one !== option))}
          />
          {labels[option]}
        </label>
      ))}
    </fieldset>
  )
}
