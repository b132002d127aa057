import { privateKeyToAccount } from 'viem/accounts'
import { recoverTypedDataAddress } from 'viem/utils'
import { canonicalJson } from '../../src/claim/canonical-json.ts'
import { AuditFault, CodedError } from '../../src/claim/errors.ts'
import { Address, type Hash32, Hex, hashOf } from '../../src/claim/hex.ts'
import { sha256Bytes } from '../../src/claim/sha256.ts'
import { at, isJsonObject, type JsonObject, parseStrictJson } from '../../src/claim/strict-json.ts'

const FORMAT = 'assay-bundle/2'
const KINDS = ['watchdog', 'commitment', 'verdict', 'outcomes', 'cosigned', 'anchor', 'handover'] as const
export type BundleKind = (typeof KINDS)[number]

const LIMITS = { maxBytes: 64 << 20, maxDepth: 16, maxValues: 4 << 20 }

/** What a watchdog says, before it is signed. Specified in docs/formats/log.md. */
export interface Statement {
  readonly kind: BundleKind
  /** The log that it is for: a bundle of one log is not one of another. */
  readonly origin: string
  readonly watchdog: Address
  /** Unix seconds by the watchdog's own clock: its word, and no proof of time. */
  readonly time: number
  readonly body: JsonObject
}

/** A signed bundle as bytes. Its hash is its entry in the log and the name under which it is kept. */
export interface Bundle extends Statement {
  readonly bytes: Uint8Array
  /** SHA-256 of the bytes. */
  readonly hash: Hash32
}

/** EIP-712 domain of everything that a watchdog signs (docs/formats/log.md). */
export const WATCHDOG_DOMAIN = { name: 'Assay watchdog', version: '1' } as const

const TYPES = {
  Bundle: [
    { name: 'kind', type: 'string' },
    { name: 'origin', type: 'string' },
    { name: 'content', type: 'bytes32' },
  ],
} as const

/** What is signed with EIP-712: kind and origin in words, and SHA-256 of the bundle without its signature. */
function typedData(unsigned: JsonObject, kind: string, origin: string) {
  const content = hashOf(sha256Bytes(Buffer.from(canonicalJson(unsigned))))
  return {
    domain: WATCHDOG_DOMAIN,
    types: TYPES,
    primaryType: 'Bundle',
    message: { kind, origin, content },
  } as const
}

/** Signs with a watchdog's secp256k1 key. */
export async function sealBundle(said: Omit<Statement, 'watchdog'>, secretKey: Hex): Promise<Bundle> {
  const account = privateKeyToAccount(secretKey)
  const watchdog = Address(account.address)
  const { kind, origin, time, body } = said
  const unsigned = { format: FORMAT, kind, origin, watchdog, time, body }
  const signature = await account.signTypedData(typedData(unsigned, kind, origin))
  const bytes = Buffer.from(canonicalJson({ ...unsigned, signature }))
  return { kind, origin, watchdog, time, body, bytes, hash: hashOf(sha256Bytes(bytes)) }
}

/**
 * Decodes a bundle whose bytes are canonical and whose watchdog signed it.
 * @throws AuditFault `BUNDLE_FORM`, `BUNDLE_SIGNATURE`
 */
export async function openBundle(bytes: Uint8Array): Promise<Bundle> {
  const { signature, ...unsigned } = decode(bytes)
  const { kind, origin, watchdog, time, body } = unsigned
  const signer = await recoverTypedDataAddress({
    ...typedData(unsigned as unknown as JsonObject, kind, origin),
    signature,
  }).catch((cause) => {
    throw new AuditFault('BUNDLE_SIGNATURE', 'its signature is that of no key', { cause })
  })
  if (Address(signer) !== watchdog)
    throw new AuditFault('BUNDLE_SIGNATURE', `signed by ${Address(signer)}, not by ${watchdog}`)
  return { kind, origin, watchdog, time, body, bytes, hash: hashOf(sha256Bytes(bytes)) }
}

function decode(bytes: Uint8Array): Statement & { readonly format: string; readonly signature: Hex } {
  const malformed = (why: string, cause?: unknown) =>
    new AuditFault('BUNDLE_FORM', `not a bundle: ${why}`, { cause })
  try {
    const value = parseStrictJson(bytes, LIMITS)
    if (!isJsonObject(value)) throw malformed('no object')
    if (canonicalJson(value) !== Buffer.from(bytes).toString()) throw malformed('its JSON is not canonical')
    const [kind, origin, time, body] = [
      at(value, 'kind'),
      at(value, 'origin'),
      at(value, 'time'),
      at(value, 'body'),
    ]
    const known = KINDS.find((each) => each === kind)
    if (at(value, 'format') !== FORMAT || !known) throw malformed('its format or its kind is unknown')
    if (
      typeof origin !== 'string' ||
      typeof time !== 'number' ||
      !isJsonObject(body) ||
      Object.keys(value).length !== 7
    )
      throw malformed('a member is missing, too much or of another type')
    const [address, signed] = [String(at(value, 'watchdog')), String(at(value, 'signature'))]
    const [watchdog, signature] = [Address(address), Hex(signed)]
    // One spelling of each, so that one signed bundle has one hash.
    if (watchdog !== address || signature !== signed) throw malformed('hexadecimal in capitals')
    return { format: FORMAT, kind: known, origin, watchdog, time, body, signature }
  } catch (error) {
    if (error instanceof AuditFault) throw error
    // Our own parser's refusals, and values that are no address or no hexadecimal.
    if (error instanceof CodedError || error instanceof TypeError) throw malformed(error.message, error)
    throw error
  }
}
