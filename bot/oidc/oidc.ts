import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose'
import * as client from 'openid-client'
import type { Logger } from 'pino'
import { kindOf } from '../kindOf.ts'
import type { OidcSettings } from './settings.ts'

/** What must come back as it was sent; it waits in the browser, sealed (bot/oidc/flow.ts). */
export interface Flow {
  state: string
  nonce: string
  verifier: string
  /** Seconds since 1970. */
  begun: number
  /** They must show anew who they are: the desk was locked. */
  anew: boolean
  redirectUri: string
}

export interface Arrival {
  claims: Record<string, unknown> & { sub: string }
  idToken: string
}

/** The identity provider, by OpenID Connect: authorization code flow with PKCE, state and nonce. */
export interface Provider {
  /** Whether it was found. */
  ready(): boolean
  /** Where to send the browser. Throws while the provider was not found. */
  begin(redirectUri: string, anew: boolean): Promise<{ url: URL; flow: Flow }>
  /** Who came back. Throws where anything does not fit: state, nonce, code, signature, issuer, audience, time. */
  finish(url: URL, flow: Flow): Promise<Arrival>
  /** Where to end the session at the provider, too; undefined: it offers no such thing. */
  endSessionUrl(idToken: string, returnTo: string): URL | undefined
  /** Whom the provider signs out (OpenID Connect Back-Channel Logout 1.0). Throws where the token is not the provider's, for us, and fresh. */
  readLogout(token: string): Promise<{ sub?: string; sid?: string }>
  close(): void
}

const firstRetry = 1000
const longestRetry = 60_000
/** Seconds a request to the provider may take. */
const patience = 10
/** Seconds clocks may differ. */
const skew = 10

/** Looks for the provider in the background, again and again: one that is down keeps nobody's chat from starting. */
export function findProvider(settings: OidcSettings, log: Logger, now: () => Date): Provider {
  const { issuer, clientId, clientSecret, scope } = settings
  let found: { config: client.Configuration; keys: JWTVerifyGetKey | undefined } | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  void look(firstRetry)

  return {
    ready: () => found !== undefined,

    async begin(redirectUri, anew) {
      const { config } = provider()
      const flow: Flow = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        begun: seconds(),
        anew,
        redirectUri,
      }
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope,
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
        ...(anew && { prompt: 'login' }),
      })
      return { url, flow }
    },

    async finish(url, { state, nonce, verifier, begun, anew }) {
      const { config } = provider()
      const tokens = await client.authorizationCodeGrant(config, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims || tokens.id_token === undefined) throw new Error('no ID token')
      if (anew && sinceProof(claims) > seconds() - begun + skew) throw new Error('did not sign in anew')
      // Some providers tell roles and names only when asked.
      const more = config.serverMetadata().userinfo_endpoint ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : {}
      return { claims: { ...more, ...claims }, idToken: tokens.id_token }
    },

    endSessionUrl(idToken, returnTo) {
      if (!found?.config.serverMetadata().end_session_endpoint) return undefined
      return client.buildEndSessionUrl(found.config, { id_token_hint: idToken, post_logout_redirect_uri: returnTo })
    },

    async readLogout(token) {
      const { config, keys } = provider()
      if (!keys) throw new Error('the provider names no keys')
      const { payload } = await jwtVerify(token, keys, {
        issuer: config.serverMetadata().issuer,
        audience: clientId,
        requiredClaims: ['iat', 'jti', 'events'],
        maxTokenAge: '2 minutes',
        clockTolerance: skew,
        currentDate: now(),
      })
      const { events, nonce, sub, sid } = payload
      const isLogout = typeof events === 'object' && events !== null && logoutEvent in events
      if (!isLogout || nonce !== undefined) throw new Error('no logout token')
      if (sub === undefined && typeof sid !== 'string') throw new Error('it names nobody')
      return { ...(sub !== undefined && { sub }), ...(typeof sid === 'string' && { sid }) }
    },

    close() {
      closed = true
      clearTimeout(timer)
    },
  }

  function provider() {
    if (!found) throw new Error('the identity provider was not found yet')
    return found
  }

  function seconds() {
    return Math.floor(now().getTime() / 1000)
  }

  async function look(retry: number): Promise<void> {
    try {
      const config = await client.discovery(
        issuer,
        clientId,
        undefined,
        clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret),
        {
          timeout: patience,
          execute: [
            // Without it a token is taken unsigned when it comes over the direct line; ours is checked always.
            client.enableNonRepudiationChecks,
            ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
          ],
        },
      )
      const { jwks_uri } = config.serverMetadata()
      found = {
        config,
        keys: jwks_uri === undefined ? undefined : createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: patience * 1000 }),
      }
      log.info({ provider: issuer.host }, 'the identity provider was found')
    } catch (error) {
      if (closed) return
      log.warn({ provider: issuer.host, kind: kindOf(error) }, 'the identity provider does not answer; local accounts and the chat go on')
      timer = setTimeout(() => void look(Math.min(retry * 2, longestRetry)), retry)
      timer.unref()
    }
  }
}

/** How long ago, in seconds, they proved who they are, by the provider's own clock; 0 where it does not say. */
const sinceProof = ({ iat, auth_time }: client.IDToken) => (auth_time === undefined ? 0 : iat - auth_time)

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
