import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Misconfigured } from '../claim/errors.ts'
import type { Network } from './network.ts'

/** SHA-256 of AWS' published Nitro root G1, as in their documentation on verifying the root of trust. */
const AWS_NITRO_ROOT_G1 = '641A0321A3E244EFE456463195D606317ED7CDCC3C1756E09893F3C68F79BB5B'

/**
 * DER bytes of the roots that attestations of a network chain to: the files that network.json names, AWS' own when it names none.
 * @throws Misconfigured `TRUST_UNREADABLE`, `ROOT_UNREADABLE`
 */
export async function readRoots({ folder, trust }: Network): Promise<readonly Uint8Array[]> {
  const named = await Promise.all(
    trust.attestationRoots.map(async (file) => decodeRoots(await readTrustFile(join(folder, file)))),
  )
  return named.length ? named.flat() : readAwsRoots()
}

/**
 * The text of a file that network.json names under `trust`.
 * @throws Misconfigured `TRUST_UNREADABLE`
 */
export async function readTrustFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause) => {
    throw new Misconfigured('TRUST_UNREADABLE', `cannot read ${file}, which network.json names`, { cause })
  })
}

/** DER bytes of the roots that real AWS documents chain to: the file beside this one, once it has proved genuine. */
export function readAwsRoots(): Uint8Array[] {
  return decodeAwsRoots(readFileSync(new URL('aws-nitro-root-g1.pem', import.meta.url), 'utf8'))
}

/**
 * The same from PEM text.
 * @throws Misconfigured ROOT_ALTERED when it is not exactly the root that AWS publishes
 */
export function decodeAwsRoots(pem: string): Uint8Array[] {
  const roots = decodeRoots(pem)
  const [root] = roots
  if (roots.length !== 1 || root === undefined || fingerprint(root) !== AWS_NITRO_ROOT_G1)
    throw new Misconfigured('ROOT_ALTERED', 'src/platform/aws-nitro-root-g1.pem is not AWS’ root: restore it')
  return roots
}

/**
 * DER bytes of every certificate in a PEM text.
 * @throws Misconfigured ROOT_UNREADABLE when it holds none or junk
 */
export function decodeRoots(pem: string): Uint8Array[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
  try {
    if (blocks.length === 0) throw new Error('no CERTIFICATE block')
    return blocks.map((block) => new X509Certificate(block).raw)
  } catch (error) {
    throw new Misconfigured('ROOT_UNREADABLE', 'the roots file holds no readable PEM certificate', {
      cause: error,
    })
  }
}

function fingerprint(der: Uint8Array): string {
  return new X509Certificate(der).fingerprint256.replaceAll(':', '')
}
