import type { FromPage } from '../../desk/wire.ts'
import { ask, done, newClientId, passing } from './api.ts'
import type { Core } from './core.ts'
import { createOutbox, type Message } from './outbox.ts'
import { changeOutgoing, changeTalk, type Outgoing } from './state.ts'

export interface Writing {
  draft(id: string, text: string): void
  say(id: string, said: { text: string } | { offer: { id: string; name: string } }): void
  /** The one who is asked about an unsent message gives it up. */
  discard(id: string, clientId: string): void
}

/** Drafts, and what is on its way to the citizen. */
export function createWriting(core: Core, send: (frame: FromPage) => void): Writing {
  const { state, set } = core
  const typingSent = new Map<string, number>()
  const outbox = createOutbox(deliver)
  core.on('signedIn', () => outbox.flush())
  core.on('signedOut', () => outbox.pause())
  core.on('online', online => online && outbox.flush())

  return {
    draft(id, text) {
      set(changeTalk(state(), id, talk => ({ ...talk, draft: text })))
      if (text === '' || Date.now() - (typingSent.get(id) ?? 0) < 3000) return
      typingSent.set(id, Date.now())
      send({ type: 'typing', id })
    },

    say(id, said) {
      const message: Outgoing = { clientId: newClientId(), state: state().online ? 'sending' : 'waiting', ...said }
      set(changeTalk(state(), id, talk => ({ ...talk, outgoing: [...talk.outgoing, message], draft: 'text' in said ? '' : talk.draft })))
      typingSent.delete(id)
      outbox.add({ conversation: id, clientId: message.clientId })
    },

    discard: (id, clientId) =>
      set(changeTalk(state(), id, talk => ({ ...talk, outgoing: talk.outgoing.filter(one => one.clientId !== clientId) }))),
  }

  /** One message of the outbox. `again`: the network failed, and the same id is sent once more. */
  async function deliver({ conversation, clientId }: Message): Promise<'done' | 'again'> {
    const talk = state().talks.find(({ view }) => view.id === conversation)
    const message = talk?.outgoing.find(one => one.clientId === clientId)
    if (!talk || !message) return 'done'
    const mark = (how: Outgoing['state']) => set(changeTalk(state(), conversation, one => changeOutgoing(one, clientId, how)))
    const { text, offer } = message
    const answer = await ask(`/conversations/${conversation}/say`, {
      clientId,
      holderNumber: talk.view.holderNumber,
      ...(text !== undefined && { text }),
      ...(offer && { offerId: offer.id }),
    })
    if (done(answer)) mark('saved')
    else if (passing(answer) || (await core.checkSession(answer))) {
      mark('waiting')
      return 'again'
    } else mark('refused')
    return 'done'
  }
}
