import { z } from 'zod'
import { accountKey, readAccount, writeAccount } from '../../../desk/accounts.ts'
import { serves } from '../../../desk/roles.ts'
import { partOf, togetherView } from '../../../desk/togetherView.ts'
import type { OverviewItem, TeamView } from '../../../desk/togetherWire.ts'
import { createWhoIsHere } from '../../../desk/whoIsHere.ts'
import { refused } from '../../deskGate.ts'
import { Refusal } from '../../refusal.ts'
import type { Services } from '../../services.ts'
import { type DeskRouter, idOf, queryOf } from './deskRouter.ts'

/** Whom one can ask, which teams there are, and what a supervisor sees of all that goes on. */
export function deskColleagueRoutes({ read, change }: DeskRouter, services: Services): void {
  const { conversations, desk, store, audit, context } = services
  const here = createWhoIsHere(desk)

  read('/colleagues', 'talk', async ({ account }, req) => {
    const { municipality = '' } = queryOf(req)
    if (!serves(account, municipality)) throw refused()
    const teams = (desk.settings.get(municipality)?.teams ?? []).map(
      (team): TeamView => ({
        id: team.id,
        name: team.name,
        municipality,
        here: here.ofTeam(team, account),
        mine: account.teams?.includes(team.id) ?? false,
      }),
    )
    return { colleagues: here.colleagues(account, municipality), teams }
  })

  change('/teams', 'talk', chosen, async ({ account }, { teams }) => {
    const there = [...desk.settings.values()].flatMap(one => one.teams).filter(one => serves(account, one.municipality))
    if (!teams.every(id => there.some(team => team.id === id))) throw new Refusal(400, 'BadArgument')
    const found = await readAccount(store, accountKey(account))
    if (!found || !(await writeAccount(store, { ...found.account, teams }, found.etag))) throw refused()
    desk.presence.belong(account.id, teams)
    return { teams }
  })

  read('/overview', 'oversee', async ({ account }) => ({
    conversations: desk.beside
      .all(one => serves(account, one))
      .map(
        ({ id, municipality, counsellor, since, urgency, gone }): OverviewItem => ({
          id,
          municipality,
          counsellor: counsellor.name,
          since,
          urgency,
          gone,
        }),
      ),
  }))

  read('/conversations/:id/along', 'talk', async ({ account, session }, req) => {
    const conversation = (await conversations.read(idOf(req)))?.value
    const part = conversation && partOf(conversation, account, true)
    if (!conversation || part === undefined) throw refused()
    const { id, municipality } = conversation
    if (part !== 'asked') await audit.opened(session, { who: account, conversation: id, municipality })
    return { together: togetherView(conversation, account, part, context(municipality, id)) }
  })
}

const chosen = z.strictObject({ teams: z.array(z.string().max(120)).max(50) })
