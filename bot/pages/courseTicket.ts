import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** What a page of a course carries along, so that it need not keep the code: opens that course for two hours. */
export interface CourseTickets {
  issue(course: string): string
  /** The course it opens; undefined where it is no ticket of ours, or too old. */
  read(ticket: string): string | undefined
}

export function createCourseTickets(masterKey: Buffer, now: () => Date): CourseTickets {
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', 'brobygger course tickets', 32))
  const seal = (text: string) => createHmac('sha256', key).update(text).digest()
  return {
    issue(course) {
      const text = `${course}.${now().getTime() + lifetime}`
      return `${text}.${seal(text).toString('base64url')}`
    },
    read(ticket) {
      const [course = '', until = '', given = ''] = ticket.split('.')
      const wanted = seal(`${course}.${until}`)
      const sealed = Buffer.from(given, 'base64url')
      const ours = sealed.length === wanted.length && timingSafeEqual(sealed, wanted)
      return ours && Number(until) > now().getTime() ? course : undefined
    },
  }
}

const lifetime = 2 * 3600_000
