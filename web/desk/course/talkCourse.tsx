import { useState } from 'preact/hooks'
import { Dialog } from '../dialog.tsx'
import type { Talk } from '../state.ts'
import type { Locale } from '../words.ts'
import { CourseCard } from './courseCard.tsx'
import { OpenCourse } from './openCourse.tsx'
import { courseWords } from './words.ts'

/** In a talk: opens a course without a case, or shows the one that belongs to it. */
export function TalkCourse({ talk, locale }: { talk: Talk; locale: Locale }) {
  const [open, setOpen] = useState(false)
  const [opened, setOpened] = useState<string>()
  const t = courseWords[locale]
  const course = talk.view.course ?? opened
  return (
    <p class="talk-course">
      <button type="button" class="quiet" onClick={() => setOpen(true)}>
        {course === undefined ? t.open : t.show}
      </button>
      {open && (
        <Dialog title={course === undefined ? t.openTitle : t.title} onClose={() => setOpen(false)}>
          {course === undefined ? (
            <OpenCourse conversation={talk.view.id} t={t} onOpened={setOpened} onClose={() => setOpen(false)} />
          ) : (
            <CourseCard id={course} locale={locale} t={t} onClose={() => setOpen(false)} />
          )}
        </Dialog>
      )}
    </p>
  )
}
