import type { ComponentChildren } from 'preact'
import { useFigures } from './useFigures.ts'
import type { Words } from './words.ts'

interface SectionProps<T> {
  id: string
  title: string
  about: string
  /** Where its figures come from. */
  path: string
  t: Words
  children: (figures: T, again: () => void) => ComponentChildren
}

/** A part of the page with its own figures: says that they are on their way, or that they did not come and how to ask again. */
export function Section<T>({ id, title, about, path, t, children }: SectionProps<T>) {
  const { again, ...answer } = useFigures<T>(path)
  return (
    <section class="figures" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <p>{about}</p>
      {answer.state === 'loading' && <p role="status">{t.loading}</p>}
      {answer.state === 'failed' && (
        <div class="alert alert-warning" role="alert">
          <div class="alert-body">
            <p class="alert-text">{t.failed}</p>
            <button type="button" class="button button-secondary" onClick={again}>
              {t.again}
            </button>
          </div>
        </div>
      )}
      {answer.state === 'there' && children(answer.figures, again)}
    </section>
  )
}
