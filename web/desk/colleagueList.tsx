import { useEffect, useState } from 'preact/hooks'
import type { Me } from '../../desk/wire.ts'
import { ask, done } from './api.ts'
import type { Words } from './words.ts'

type Colleague = Me & { signedInBefore: boolean }

/** Who has access. Taking it away signs them out everywhere at once; what they had goes back to the queue in two minutes. */
export function ColleagueList({ me, added, t }: { me: Me; added: number; t: Words }) {
  const [colleagues, setColleagues] = useState<Colleague[]>([])
  const [changes, setChanges] = useState(0)

  // Read anew when someone was added or removed.
  useEffect(() => {
    void ask<{ accounts: Colleague[] }>('/accounts').then(answer => done(answer) && setColleagues(answer.body.accounts))
  }, [added, changes])

  const others = colleagues.filter(({ id }) => id !== me.id)
  if (others.length === 0) return null
  return (
    <section class="colleague-list" aria-labelledby="others-title">
      <h3 id="others-title">{t.account.others}</h3>
      <ul class="found">
        {others.map(({ id, name, email, roles, signedInBefore }) => (
          <li key={id}>
            <div>
              <strong id={`colleague-${id}`}>{name === '' ? email : name}</strong>
              <p class="soft">
                {[
                  name === '' ? undefined : email,
                  ...roles.map(role => t.account.roles[role]),
                  signedInBefore ? undefined : t.account.notYet,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <button
              type="button"
              class="button button-tertiary danger"
              id={`remove-${id}`}
              aria-labelledby={`remove-${id} colleague-${id}`}
              onClick={() => void ask('/accounts/remove', { id }).then(() => setChanges(changes + 1))}
            >
              {t.account.remove}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
