/** Where Microsoft's side stands, for each of its clouds. */
export interface Cloud {
  /** Who signs what comes to the bot, and where its keys are found. */
  issuer: string
  openIdMetadata: string
  /** Where the bot gets its own token, and for what. */
  login: string
  scope: string
  /** The only hosts that the bot ever sends anything to. */
  hosts: readonly string[]
}

/** As botframework-connector 4.23.3 has them (AuthenticationConstants, GovernmentConstants); the hosts as Teams names them in `serviceUrl`. */
export const clouds: Record<'public' | 'usgov', Cloud> = {
  public: {
    issuer: 'https://api.botframework.com',
    openIdMetadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    login: 'https://login.microsoftonline.com',
    scope: 'https://api.botframework.com',
    hosts: ['smba.trafficmanager.net'],
  },
  usgov: {
    issuer: 'https://api.botframework.us',
    openIdMetadata: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    login: 'https://login.microsoftonline.us',
    scope: 'https://api.botframework.us',
    hosts: ['smba.infra.gcc.teams.microsoft.com', 'smba.infra.gov.teams.microsoft.us', 'smba.infra.dod.teams.microsoft.us'],
  },
}

/** A Bot Connector of one's own on this machine (test/teams/connector.ts), spoken to as if it were the public cloud. Never in production. */
export const localCloud = (connector: string): Cloud => ({
  ...clouds.public,
  openIdMetadata: `${connector}/.well-known/openidconfiguration`,
  hosts: [new URL(connector).host],
})
