import { type Course, heldIn, isLate, sessionsGiven } from '../dialogs/course.ts'
import type { CourseView } from './wire.ts'

/** A course for the desk: its code's hash stays where it lies. Pure. */
export function courseView({ code, ...course }: Course, now: Date): CourseView {
  return { ...course, late: isLate(course, now), held: heldIn(course), given: sessionsGiven[course.kind], coded: code !== undefined }
}

/** Who is late first, then by when something happened last; the closed ones last. Pure. */
export const byUrgency = (one: CourseView, other: CourseView): number =>
  rank(one) - rank(other) || (one.changedAt < other.changedAt ? 1 : -1)

const rank = ({ late, closed }: CourseView) => (late ? 0 : closed ? 2 : 1)
