import { translator } from '../../locales/translate.ts'
import { Conflict } from '../../store/store.ts'
import type { Services } from '../services.ts'
import type { TeamsConnector } from './connector.ts'
import type { TeamsIncoming } from './incoming.ts'

/** In a group or a channel others read along: nobody is heard there. The first who writes is asked, once for all, to write privately. */
export function createGroups({ store, now }: Pick<Services, 'store' | 'now'>, connector: TeamsConnector, appId: string) {
  const privately = `https://teams.microsoft.com/l/chat/0/0?users=28:${appId}`
  return { answer, forget: (key: string) => store.forget(keyOf(key)) }

  async function answer(key: string, { did, serviceUrl, conversation, locale = 'da' }: TeamsIncoming): Promise<void> {
    if (did.what !== 'wrote') return
    try {
      await store.write(keyOf(key), { at: now().toISOString() }, 'absent')
    } catch (error) {
      if (error instanceof Conflict) return
      throw error
    }
    const text = translator(locale)('teams.group', { link: privately })
    const said = { type: 'message', locale, textFormat: 'markdown', text }
    await connector.send(serviceUrl, conversation, said).catch(() => store.forget(keyOf(key))) // the next who writes there is told
  }
}

const keyOf = (key: string) => `teams-groups/${key}`
