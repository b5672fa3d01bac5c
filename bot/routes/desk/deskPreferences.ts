import { preferences } from '../../../desk/preferences.ts'
import { serves } from '../../../desk/roles.ts'
import { Refusal } from '../../refusal.ts'
import type { Services } from '../../services.ts'
import { type DeskRouter, localeOf } from './deskRouter.ts'

/** How a counsellor sets up their own desk. */
export function deskPreferenceRoutes({ read, change }: DeskRouter, { desk, registry }: Services): void {
  read('/preferences', 'talk', async ({ account }) => ({
    preferences: await desk.preferences.read(account.id),
    districts: registry.districts
      .filter(({ municipality }) => serves(account, municipality))
      .map(({ id, name, municipality }) => ({ id, name, municipality })),
    themes: registry.themes.map(({ id, name }) => ({ id, name: name[localeOf(account)] })),
    teams: [...desk.settings.values()]
      .flatMap(({ teams }) => teams)
      .filter(({ municipality }) => serves(account, municipality))
      .map(({ id, name, municipality }) => ({ id, name, municipality, mine: account.teams?.includes(id) ?? false })),
  }))

  change('/preferences', 'talk', preferences, async ({ account }, chosen) => {
    const known = (ids: readonly string[], all: readonly { id: string }[]) => ids.every(id => all.some(one => one.id === id))
    if (!known(chosen.districts, registry.districts) || !known(chosen.themes, registry.themes)) throw new Refusal(400, 'BadArgument')
    await desk.preferences.write(account.id, chosen)
    return { preferences: chosen }
  })
}
