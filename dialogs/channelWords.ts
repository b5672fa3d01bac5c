import type { Conversation } from './conversation.ts'

/** Whatever depends on who can see or keep what is said is worded otherwise in Teams, where Microsoft and an organisation are in between. */
const inTeams: Record<string, string> = {
  'talk.welcome.kept': 'teams.welcome.kept',
  'talk.welcome.safe': 'teams.welcome.safe',
  'talk.privacy': 'teams.privacy',
  'talk.erase': 'teams.erase',
  'talk.farewell.bye': 'teams.farewell.bye',
  'talk.farewell.byeTaken': 'teams.farewell.byeTaken',
  'handoff.queue.privacy': 'teams.privacy',
  'handoff.closed': 'teams.closed',
}

/** The key of the text that holds in this channel. */
export const worded = ({ channel }: Pick<Conversation, 'channel'>, key: string): string =>
  channel === 'teams' ? (inTeams[key] ?? key) : key
