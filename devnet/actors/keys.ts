import { createPrivateKey, generateKeyPair } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createRoot, type Identity } from './authority.ts'
import { TeeNode } from './tee-node.ts'

export const HONEST = ['tee-1', 'tee-2', 'tee-3', 'tee-4', 'tee-5'] as const
const TEE_NAMES = [
  ...HONEST,
  'revoked',
  'silent',
  'forged-root',
  'forged-signature',
  'unpublished',
  'stranger',
] as const
export type TeeName = (typeof TEE_NAMES)[number]

/** Every secret of the devnet. Nothing but its actors may see it. */
export interface Keys {
  readonly root: Identity
  /** An authority that nobody trusts, named like the one that all do. */
  readonly forger: Identity
  readonly tee: Readonly<Record<TeeName, TeeNode>>
}

interface KeyFile {
  readonly root: Sealed
  readonly forger: Sealed
  readonly tee: Record<TeeName, string>
}

interface Sealed {
  readonly name: string
  readonly certificate: string
  readonly key: string
}

/** The keys in `<folder>/keys.json`, made when there are none. Only the owner may read the file. */
export async function getKeys(folder: string): Promise<Keys> {
  const file = join(folder, 'keys.json')
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  const keys = kept === undefined ? await createKeys() : (JSON.parse(kept) as KeyFile)
  if (kept === undefined) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(`${file}.part`, JSON.stringify(keys), { mode: 0o600 })
    await rename(`${file}.part`, file)
  }
  const tee = TEE_NAMES.map((name) => [name, new TeeNode(name, keys.tee[name])] as const)
  return {
    root: unseal(keys.root),
    forger: unseal(keys.forger),
    tee: Object.fromEntries(tee) as Record<TeeName, TeeNode>,
  }
}

async function createKeys(): Promise<KeyFile> {
  const generate = promisify(generateKeyPair)
  const tee = TEE_NAMES.map(async (name) => {
    const { privateKey } = await generate('rsa', { modulusLength: 2048 })
    return [name, String(privateKey.export({ format: 'pem', type: 'pkcs8' }))] as const
  })
  return {
    root: seal(createRoot()),
    forger: seal(createRoot()),
    tee: Object.fromEntries(await Promise.all(tee)) as Record<TeeName, string>,
  }
}

function seal({ name, certificate, key }: Identity): Sealed {
  const pem = String(key.export({ format: 'pem', type: 'pkcs8' }))
  return { name, certificate: certificate.toString('base64'), key: pem }
}

function unseal({ name, certificate, key }: Sealed): Identity {
  return { name, certificate: Buffer.from(certificate, 'base64'), key: createPrivateKey(key) }
}
