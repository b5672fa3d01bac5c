import { ConfidentialClientApplication, type INetworkModule, type NetworkResponse } from '@azure/msal-node'
import { MsalAppCredentials, type ServiceClientCredentialsFactory } from 'botframework-connector'
import type { TeamsSettings } from './settings.ts'

/** What proves to Teams that the bot is who it says: a token by secret or certificate, fetched once for all who need it at the same time. */
export function createCredentials(settings: TeamsSettings): { factory: ServiceClientCredentialsFactory; credentials: MsalAppCredentials } {
  const { appId, cloud } = settings
  // One class with two declarations, for import and for require.
  const credentials = new FetchedOnce(clientOf(settings) as never, appId, `${cloud.login}/${settings.tenant}`, cloud.scope)
  const factory: ServiceClientCredentialsFactory = {
    isValidAppId: async id => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => credentials,
  }
  return { factory, credentials }
}

class FetchedOnce extends MsalAppCredentials {
  private fetching: ReturnType<MsalAppCredentials['refreshToken']> | undefined

  protected override refreshToken() {
    this.fetching ??= super.refreshToken().finally(() => {
      this.fetching = undefined
    })
    return this.fetching
  }
}

function clientOf({ appId, tenant, proof, cloud, connector }: TeamsSettings): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: appId,
      authority: `${cloud.login}/${tenant}`,
      ...('secret' in proof ? { clientSecret: proof.secret } : { clientCertificate: proof.certificate }),
    },
    ...(connector !== undefined && { system: { networkClient: towards(connector, cloud.login) } }),
  })
}

/** MSAL speaks https only; a connector on this machine stands in for the sign-in page. */
function towards(connector: string, login: string): INetworkModule {
  const ask = async <T>(url: string, init: RequestInit): Promise<NetworkResponse<T>> => {
    const response = await fetch(url.replace(login, `${connector}/login`), init)
    return { status: response.status, headers: Object.fromEntries(response.headers), body: (await response.json()) as T } // what MSAL asked for
  }
  return {
    sendGetRequestAsync: url => ask(url, {}),
    sendPostRequestAsync: (url, options) => ask(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
  }
}
