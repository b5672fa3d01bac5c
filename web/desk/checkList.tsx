interface CheckListProps {
  id: string
  label: string
  choices: { id: string; name: string }[]
  chosen: string[]
  onChange: (chosen: string[]) => void
}

/** Any number of a list. */
export function CheckList({ id, label, choices, chosen, onChange }: CheckListProps) {
  if (choices.length === 0) return null
  return (
    <fieldset class="form-group check-list">
      <legend class="form-label">{label}</legend>
      {choices.map(choice => (
        <label key={choice.id} class="choice" for={`${id}-${choice.id}`}>
          <input
            id={`${id}-${choice.id}`}
            type="checkbox"
            checked={chosen.includes(choice.id)}
            onChange={event => onChange(event.currentTarget.checked ? [...chosen, choice.id] : chosen.filter(one => one !== choice.id))}
          />
          {choice.name}
        </label>
      ))}
    </fieldset>
  )
}
