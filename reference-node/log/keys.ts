import { randomBytes } from 'node:crypto'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { privateKeyToAccount } from 'viem/accounts'
import { z } from 'zod'
import { Misconfigured } from '../../src/claim/errors.ts'
import { Address, Hex, toBytes, toHex } from '../../src/claim/hex.ts'
import { formatVerifierKey, type NoteSigner, verifierKeyOf } from '../../src/claim/log/note.ts'
import { openText, Sealed, sealText } from './sealed-keys.ts'

const secret = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform(Hex)
const Secrets = z.strictObject({ watchdogKey: secret, logKey: secret })
const head = { format: z.literal('assay-watchdog-keys/1'), origin: z.string().min(1) }
const File = z.union([Secrets.extend(head), z.strictObject({ ...head, sealed: Sealed })])

/** What a watchdog signs with: bundles with a secp256k1 key, checkpoints of its log with an Ed25519 key. */
export interface WatchdogKeys {
  readonly origin: string
  readonly address: Address
  readonly watchdogKey: Hex
  readonly log: NoteSigner
  /** The log's public key as `name+id+key`. */
  readonly logKey: string
}

/**
 * Makes keys for a log and writes them into a file that only its owner can read, with its folder, sealed when a passphrase is
 * given.
 * @throws Misconfigured `WATCHDOG_KEYS` when the file is there already, or cannot be written
 */
export async function createKeys(path: string, origin: string, passphrase?: string): Promise<WatchdogKeys> {
  if (!/^[^\s+]{1,200}$/u.test(origin))
    throw new Misconfigured('WATCHDOG_KEYS', 'an origin is 1 to 200 characters without a space or +')
  const made = { watchdogKey: toHex(randomBytes(32)), logKey: toHex(randomBytes(32)) }
  const secrets = JSON.stringify(made)
  const kept = passphrase === undefined ? made : { sealed: await sealText(secrets, passphrase) }
  const text = `${JSON.stringify({ format: 'assay-watchdog-keys/1', origin, ...kept }, null, 2)}\n`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, text, { mode: 0o600, flag: 'wx', flush: true })
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const why =
      code === 'EEXIST'
        ? `${path} is there already, and was left as it is; assay watch rotate makes new keys and hands the log over`
        : `cannot make ${path}: ${message}`
    throw new Misconfigured('WATCHDOG_KEYS', why, { cause })
  }
  return toKeys({ origin, ...made })
}

/**
 * Reads the keys of a watchdog; a sealed file with its passphrase.
 * @throws Misconfigured `WATCHDOG_KEYS` when the file is not there, not one of ours, can be read by others, or is sealed with
 *   another passphrase
 */
export async function readKeys(path: string, passphrase?: string): Promise<WatchdogKeys> {
  const fail = (why: string, cause?: unknown) =>
    new Misconfigured('WATCHDOG_KEYS', `${path}: ${why}`, { cause })
  try {
    if (((await stat(path)).mode & 0o077) !== 0) throw fail('others may read it; chmod 600')
    const file = File.parse(JSON.parse(await readFile(path, 'utf8')))
    if (!('sealed' in file)) return toKeys(file)
    if (passphrase === undefined) throw fail('it is sealed: give ASSAY_WATCHDOG_PASSPHRASE')
    const text = await openText(file.sealed, passphrase)
    if (text === undefined) throw fail('another passphrase sealed it, or it was changed')
    return toKeys({ origin: file.origin, ...Secrets.parse(JSON.parse(text)) })
  } catch (error) {
    if (error instanceof Misconfigured) throw error
    // The reason of a parser may quote the file, and with it a key.
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw fail('not a file of watchdog keys')
    throw fail((error as Error).message, error)
  }
}

function toKeys(file: { origin: string; watchdogKey: Hex; logKey: Hex }): WatchdogKeys {
  const log = { name: file.origin, secretKey: toBytes(file.logKey) }
  return {
    origin: file.origin,
    address: Address(privateKeyToAccount(file.watchdogKey).address),
    watchdogKey: file.watchdogKey,
    log,
    logKey: formatVerifierKey(verifierKeyOf(log)),
  }
}
