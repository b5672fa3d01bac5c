import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { startSweeper } from '../../bot/upkeep/sweeper.ts'
import type { DeskSettings } from '../../desk/deskSettings.ts'
import { openHouse } from '../bot/house.ts'
import { hire, now, someoneWaits } from './office.ts'

describe('what a counsellor had', () => {
  it('is kept for as many hours as its municipality says, and as the citizen was told', async () => {
    const house = await openHouse()
    const { services } = house
    const sweeper = startSweeper(services)
    try {
      const settings = services.desk.settings as Map<string, DeskSettings>
      settings.set('kalundborg', { takenKeptHours: 6, teams: [] })
      settings.set('skive', { takenKeptHours: 48, teams: [] })
      const seat = await hire(house, 'maja@kommune.dk')
      await seat.sitDown()
      const ends = async (municipality: string) => {
        const id = await someoneWaits(house, { municipality })
        const { body } = await seat.post(`/conversations/${id}/take`)
        const { holderNumber } = body.conversation
        expect((await seat.post(`/conversations/${id}/close`, { clientId: randomUUID(), holderNumber })).status).to.equal(200)
        return id
      }
      const talks = [await ends('kalundborg'), await ends('holstebro'), await ends('skive')]
      const told = await Promise.all(talks.map(async id => (await now(services, id))?.log.map(({ spoken }) => spoken.text).join(' ')))
      for (const [at, hours] of [6, 24, 48].entries()) expect(told[at]).to.include(`sletter det hele om ${hours} timer`)

      const left = async (minutes: number) => {
        house.later(minutes)
        await sweeper.sweep()
        return Promise.all(talks.map(async id => (await now(services, id)) !== undefined))
      }
      expect(await left(6 * 60 - 2), 'before 6 hours').to.deep.equal([true, true, true])
      expect(await left(4), 'after 6 hours').to.deep.equal([false, true, true])
      expect(await left(18 * 60), 'after 24 hours').to.deep.equal([false, false, true])
      expect(await left(24 * 60 - 4), 'before 48 hours').to.deep.equal([false, false, true])
      expect(await left(6), 'after 48 hours').to.deep.equal([false, false, false])
    } finally {
      await sweeper.close()
      await house.close()
    }
  })
})
