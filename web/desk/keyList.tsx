import type { Words } from './words.ts'

export const KeyList = ({ t: { keys } }: { t: Words }) => (
  <details class="details">
    <summary class="details-summary">{keys.title}</summary>
    <ul>
      {[keys.talk, keys.previous, keys.next, keys.queue, keys.replies].map(line => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </details>
)
