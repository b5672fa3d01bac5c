import type { Desk } from '../../desk/desk.ts'
import type { Hub } from './hub.ts'

/** Our own desk: its queue and its pages follow the conversations by themselves (desk/board.ts, bot/deskSocket.ts), so there is nothing to send. */
export const createDeskHub = (desk: Pick<Desk, 'counsellors'>): Hub => ({
  name: 'desk',
  serves: () => true,
  counsellors: desk.counsellors,
  start: () => undefined,
  close: async () => undefined,
})
