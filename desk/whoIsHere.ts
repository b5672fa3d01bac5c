import type { Colleague, Conversation, CounsellorId, Offered } from '../dialogs/conversation.ts'
import type { AllDeskSettings, Team } from './deskSettings.ts'
import type { PresenceBoard, Present } from './presence.ts'
import { serves } from './roles.ts'
import type { ColleagueHere } from './togetherWire.ts'

/** Who can be asked about a conversation right now: nobody who is away, and nobody of another municipality. */
export interface WhoIsHere {
  colleague(id: CounsellorId, asker: { id: CounsellorId }, municipality: string): Colleague | undefined
  colleagues(asker: { id: CounsellorId }, municipality: string): ColleagueHere[]
  /** To whom it is offered, by name. undefined: nobody of them is here. */
  target(to: { counsellor: CounsellorId } | { team: string }, asker: { id: CounsellorId }, municipality: string): Offered['to'] | undefined
  /** How many of those who are asked can still say yes, one left out. */
  others(offered: Offered, one: { id: CounsellorId }, conversation: Conversation): number
  /** How many of a team are here, one left out. */
  ofTeam(team: Team, one: { id: CounsellorId }): number
}

export function createWhoIsHere({ presence, settings }: { presence: Pick<PresenceBoard, 'all'>; settings: AllDeskSettings }): WhoIsHere {
  const besides = ({ id }: { id: CounsellorId }, municipality: string): Present[] =>
    presence.all().filter(one => one.id !== id && one.presence !== 'away' && serves(one, municipality))
  const inTeam = (team: string) => (one: Present) => one.teams?.includes(team) ?? false

  const all: WhoIsHere = {
    colleague: (id, asker, municipality) => {
      const found = besides(asker, municipality).find(one => one.id === id)
      return found && { id: found.id, name: found.name }
    },
    colleagues: (asker, municipality) =>
      besides(asker, municipality).flatMap(({ id, name, presence }) => (presence === 'away' ? [] : [{ id, name, presence }])),
    target(to, asker, municipality) {
      if ('counsellor' in to) {
        const found = all.colleague(to.counsellor, asker, municipality)
        return found && { counsellor: found.id, name: found.name }
      }
      const team = settings.get(municipality)?.teams.find(({ id }) => id === to.team)
      return team && all.ofTeam(team, asker) > 0 ? { team: team.id, name: team.name } : undefined
    },
    others({ to, declined }, one, { municipality, holder }) {
      if (!('team' in to)) return 0
      const asked = besides(one, municipality).filter(inTeam(to.team))
      return asked.filter(({ id }) => !declined.includes(id) && !(holder.who === 'counsellor' && holder.id === id)).length
    },
    ofTeam: (team, one) => besides(one, team.municipality).filter(inTeam(team.id)).length,
  }
  return all
}
