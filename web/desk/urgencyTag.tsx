import type { WaitingView } from '../../desk/wire.ts'
import { Icon } from './icons.tsx'
import type { Words } from './words.ts'

/** How urgent, in words, with an icon of its own shape and a colour: never by colour alone. */
export function UrgencyTag({ urgency, kinds, t }: { urgency: WaitingView['urgency']; kinds: WaitingView['kinds']; t: Words }) {
  if (urgency === 'none') return null
  const about = kinds.map(kind => t.kind[kind]).join(', ')
  return (
    <span class={`urgency urgency-${urgency}`}>
      <Icon name={urgency} />
      <span>
        <strong>{t.urgency[urgency]}</strong>
        {about !== '' && `: ${about}`}
      </span>
    </span>
  )
}
