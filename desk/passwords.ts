import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { createSerial } from '../store/serial.ts'

/** OWASP's scrypt setting with 32 MiB: about a third of a second, one at a time, so that a flood of sign-ins does not starve the chat. */
const strength = { N: 2 ** 15, r: 8, p: 3 }

/** `scrypt$N$r$p$salt$hash`: the strength lies beside the hash, so that it can be raised without locking anyone out. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const { N, r, p } = strength
  return ['scrypt', N, r, p, salt.toString('base64url'), (await derive(password, salt, strength)).toString('base64url')].join('$')
}

/** Whether the password is the one that was hashed. Where there is no hash it takes as long and says no: nobody learns who has an account. */
export async function passwordFits(password: string, hash: string | undefined): Promise<boolean> {
  const [, N, r, p, salt, wanted] = (hash ?? nobodys).split('$')
  const expected = Buffer.from(wanted ?? '', 'base64url')
  const given = await derive(password, Buffer.from(salt ?? '', 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return expected.length === given.length && timingSafeEqual(expected, given) && hash !== undefined
}

/** Long rather than odd: at least 12 characters, several different ones, and not the e-mail address over again. */
export function isStrong(password: string, email: string): boolean {
  const [name = ''] = email.toLowerCase().split('@')
  const differs = new Set(password).size >= 5
  return password.length >= 12 && password.length <= 200 && differs && !(name.length > 3 && password.toLowerCase().startsWith(name))
}

const nobodys = ['scrypt', strength.N, strength.r, strength.p, 'AAAAAAAAAAAAAAAAAAAAAA', 'A'.repeat(43)].join('$')
const serial = createSerial()

function derive(password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r }
  return serial(
    'scrypt',
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)))
      }),
  )
}
