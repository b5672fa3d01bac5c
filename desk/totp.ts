import { createSecretKey, hkdfSync } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { createSealer } from '../store/sealing.ts'
import { hashOf } from './tokens.ts'

/** A code from the phone as the second thing one signs in with (RFC 6238), as it lies in an account. */
export interface SecondFactor {
  /** Sealed. */
  secret: string
  /** The newest step whose code was used: neither it nor an older one is taken again. */
  usedStep: number
  /** Hashes of the codes for the day the phone is gone; each serves once. */
  recovery: string[]
}

/** Six digits every 30 seconds, SHA-1: what every app understands. */
const digits = 6
const period = 30
const algorithm = 'SHA1'
/** Steps to each side, for clocks that differ. */
const tolerance = 1
/** Milliseconds someone may take to set it up. */
const patience = 10 * 60_000
const recoveryCodes = 10

export interface SecondFactors {
  /** A new secret to be shown: base32, the link that an app understands, and the same sealed, to come back with the first code. */
  begin(account: string, label: string, now: Date): { secret: string; uri: string; pending: string }
  /** Set up when the first code fits; `codes` are shown once and never again. undefined: it does not fit, or took too long. */
  set(account: string, pending: string, code: string, now: Date): { factor: SecondFactor; codes: string[] } | undefined
  /** What lies in the account after this code was used. undefined: it is not right, or was used before. */
  use(account: string, factor: SecondFactor, code: string, now: Date): SecondFactor | undefined
}

export function createSecondFactors(masterKey: Buffer): SecondFactors {
  const sealer = createSealer(masterKey)
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'brobygger second factor', 32)))
  const waiting = (account: string) => `second factor to be set of ${account}`
  const lying = (account: string) => `second factor of ${account}`

  return {
    begin(account, label, now) {
      const totp = new TOTP({ issuer: 'Brobygger', label, secret: new Secret({ size: 20 }), algorithm, digits, period })
      const secret = totp.secret.base32
      return { secret, uri: totp.toString(), pending: sealer.seal(key, `${now.getTime()} ${secret}`, waiting(account)) }
    },

    set(account, pending, code, now) {
      const [begun = '', secret = ''] = opened(pending, waiting(account))?.split(' ') ?? []
      if (secret === '' || now.getTime() - Number(begun) > patience) return undefined
      const usedStep = stepOf(secret, code, now)
      if (usedStep === undefined) return undefined
      const codes = Array.from({ length: recoveryCodes }, newRecoveryCode)
      return { factor: { secret: sealer.seal(key, secret, lying(account)), usedStep, recovery: codes.map(hashOfCode) }, codes }
    },

    use(account, factor, code, now) {
      const recovery = factor.recovery.filter(hash => hash !== hashOfCode(code))
      if (recovery.length < factor.recovery.length) return { ...factor, recovery }
      const step = stepOf(sealer.open(key, factor.secret, lying(account)), code, now)
      return step !== undefined && step > factor.usedStep ? { ...factor, usedStep: step } : undefined
    },
  }

  function opened(sealed: string, about: string): string | undefined {
    try {
      return sealer.open(key, sealed, about)
    } catch {
      return undefined // another account's, or altered
    }
  }
}

/** The step whose code this is; undefined: of none near now. */
function stepOf(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime()
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm, digits, period })
  const delta = totp.validate({ token: code.replace(/\s/g, ''), timestamp, window: tolerance })
  return delta === null ? undefined : totp.counter({ timestamp }) + delta
}

/** 80 bits in four groups: nobody guesses one, so a plain hash is enough. */
const newRecoveryCode = () => new Secret({ size: 10 }).base32.toLowerCase().replace(/(.{4})(?=.)/g, '$1-')
const hashOfCode = (code: string) => hashOf(code.toLowerCase().replace(/[\s-]/g, ''))
