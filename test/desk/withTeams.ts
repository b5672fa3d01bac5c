import type { DeskSettings } from '../../desk/deskSettings.ts'
import type { House } from '../bot/house.ts'

/** As if data/desk.json named these teams: it belongs to no test. Gives back how they go again. */
export function withTeams({ services }: House, teams: Record<string, string[]>): () => void {
  const settings = services.desk.settings as Map<string, DeskSettings>
  for (const [municipality, names] of Object.entries(teams)) {
    settings.set(municipality, { teams: names.map(name => ({ id: `${municipality}/${name.toLowerCase()}`, name, municipality })) })
  }
  return () => {
    for (const municipality of Object.keys(teams)) settings.delete(municipality)
  }
}
