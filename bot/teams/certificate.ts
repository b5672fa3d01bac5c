import { createPrivateKey, X509Certificate } from 'node:crypto'

/** What proves to Microsoft that it is this bot who asks, in place of a secret. */
export interface Certificate {
  privateKey: string
  /** SHA-256 of the certificate, in hexadecimal. */
  thumbprintSha256: string
  x5c: string
}

/** A PEM text with both. Throws RangeError with what is wrong with it. */
export function readCertificate(pem: string): Certificate {
  const privateKey = /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/.exec(pem)?.[0]
  const x5c = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0]
  if (privateKey === undefined || x5c === undefined) throw new RangeError(`has no ${privateKey ? 'certificate' : 'private key'} in it`)
  const certificate = new X509Certificate(x5c)
  if (!certificate.checkPrivateKey(createPrivateKey(privateKey)))
    throw new RangeError('holds a key and a certificate that do not belong together')
  return { privateKey, thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''), x5c }
}
