import { expect } from 'chai'
import { moment } from '../../dialogs/hoursView.ts'

describe('when something opens, as it is said', () => {
  const now = new Date('2026-12-18T12:00:00+01:00')
  for (const [at, da, en] of [
    ['2026-12-18T15:00:00+01:00', 'kl. 15', 'at 15:00'],
    ['2026-12-19T09:30:00+01:00', 'i morgen kl. 9.30', 'tomorrow at 09:30'],
    ['2026-12-21T09:00:00+01:00', 'mandag kl. 9', 'Monday at 09:00'],
    ['2026-12-25T09:00:00+01:00', 'fredag den 25. december kl. 9', 'Friday 25 December at 09:00'],
    ['2027-01-04T09:00:00+01:00', 'mandag den 4. januar kl. 9', 'Monday 4 January at 09:00'],
  ] as const)
    it(`is "${da}"`, () => {
      expect(moment(new Date(at), now, 'da')).to.equal(da)
      expect(moment(new Date(at), now, 'en')).to.equal(en)
    })
})
