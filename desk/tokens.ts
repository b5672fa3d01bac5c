import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, for a session or a one-time link. Only its hash is ever stored. */
export const newToken = () => randomBytes(32).toString('base64url')

/** What a token is found by; nobody can go from here back to the token. Fits in a store's key. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
