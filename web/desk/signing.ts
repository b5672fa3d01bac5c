import type { Me } from '../../desk/wire.ts'
import { ask, done } from './api.ts'
import type { Core } from './core.ts'
import { starting } from './state.ts'
import type { Locale } from './words.ts'

export interface Signing {
  /** The token of the one-time link one came by. */
  link(): string | undefined
  /** Looks who is signed in, and goes to the sign-in, the link or the desk. */
  start(): Promise<void>
  entered(me: Me): void
  toSignIn(): void
  /** Somebody may have signed in, in a tab beside this one. */
  lookAgain(): void
  signOut(): Promise<void>
  speak(locale: Locale): void
  setIdle(idle: boolean): void
}

/** Coming, going, and the language one works in. */
export function createSigning(core: Core): Signing {
  const { parts, state, set } = core
  /** A language chosen before signing in. */
  let chosen: Locale | undefined

  core.on('signedOut', () => set({ ...state(), phase: 'signIn', signInWhy: 'idle', online: false, idle: false }))

  const signing: Signing = {
    link: () => parts.link,

    async start() {
      if (parts.link !== undefined) return set({ ...state(), phase: 'link' })
      // The locked desk in the tab beside it is open again; a second one here would only confuse.
      if (parts.ended === 'inAgain') return set({ ...state(), phase: 'done' })
      const answer = await ask<{ me?: Me }>('/me')
      if (done(answer) && answer.body.me) signing.entered(answer.body.me)
      else set({ ...state(), phase: 'signIn', signInWhy: parts.ended })
    },

    entered(me) {
      const same = state().me?.id === me.id
      const kept = same ? state() : { ...starting(me.locale), talks: [] } // someone else's words are not for the next one
      const locale = chosen ?? me.locale
      set({ ...kept, phase: 'room', locale, me, signInWhy: undefined, idle: false })
      chosen = undefined
      if (locale === me.locale) core.tell('signedIn', undefined)
      else void ask('/me', { locale }).then(() => core.tell('signedIn', undefined))
    },

    toSignIn: () => set({ ...state(), phase: 'signIn' }),

    lookAgain() {
      if (state().phase !== 'signIn' || state().me === undefined) return
      void ask<{ me?: Me }>('/me').then(answer => {
        if (state().phase === 'signIn' && done(answer) && answer.body.me) signing.entered(answer.body.me)
      })
    },

    async signOut() {
      core.tell('leaving', undefined)
      const answer = await ask<{ goTo?: string }>('/sign-out', {})
      if (done(answer) && answer.body.goTo) location.assign(answer.body.goTo)
      set({ ...starting(state().locale), phase: 'signIn', signInWhy: 'ended' })
    },

    speak(locale) {
      set({ ...state(), locale })
      if (state().phase !== 'room') chosen = locale
      // The cards are worded by the desk: they come anew in the chosen language.
      else void ask('/me', { locale }).then(() => core.tell('signedIn', undefined))
    },

    setIdle: idle => {
      if (idle !== state().idle) set({ ...state(), idle })
    },
  }
  return signing
}
