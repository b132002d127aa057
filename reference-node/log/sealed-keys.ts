import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'

// scrypt with these takes about half a second and 128 MiB. Source of the choice: OWASP's cheat sheet on password storage, strongest row.
const SCRYPT = { N: 131_072, r: 8, p: 1 }
const MAX_MEMORY = 256 << 20

const hex = z.string().regex(/^([0-9a-f]{2})+$/)
/** A text that a passphrase opens: AES-256-GCM under a key by scrypt. */
export const Sealed = z.strictObject({
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    N: z.literal(SCRYPT.N),
    r: z.literal(SCRYPT.r),
    p: z.literal(SCRYPT.p),
    salt: hex,
  }),
  cipher: z.strictObject({ name: z.literal('aes-256-gcm'), iv: hex, tag: hex, text: hex }),
})
export type Sealed = z.infer<typeof Sealed>

/** Seals a text under a passphrase; salt and nonce are new each time. */
export async function sealText(text: string, passphrase: string): Promise<Sealed> {
  const [salt, iv] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(passphrase, salt), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return {
    kdf: { name: 'scrypt', ...SCRYPT, salt: salt.toString('hex') } as Sealed['kdf'],
    cipher: {
      name: 'aes-256-gcm',
      iv: iv.toString('hex'),
      tag: cipher.getAuthTag().toString('hex'),
      text: sealed.toString('hex'),
    },
  }
}

/** The text; undefined with another passphrase, or when a byte of it was changed. */
export async function openText({ kdf, cipher }: Sealed, passphrase: string): Promise<string | undefined> {
  const key = await deriveKey(passphrase, Buffer.from(kdf.salt, 'hex'))
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(cipher.iv, 'hex'), {
      authTagLength: 16,
    })
    decipher.setAuthTag(Buffer.from(cipher.tag, 'hex'))
    const text = Buffer.concat([decipher.update(Buffer.from(cipher.text, 'hex')), decipher.final()])
    return text.toString('utf8')
  } catch {
    // Node says no more than that it does not fit: the words of its errors differ by version.
    return undefined
  }
}

function deriveKey(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  const derive = promisify<string, Uint8Array, number, object, Buffer>(scrypt)
  return derive(passphrase.normalize('NFC'), salt, 32, { ...SCRYPT, maxmem: MAX_MEMORY })
}
