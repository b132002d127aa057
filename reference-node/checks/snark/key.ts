import { MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { at, isJsonObject, type JsonObject, parseStrictJson } from '../../../src/claim/strict-json.ts'
import { type CurveParameters, getCurve } from './curve.ts'

export type SnarkProtocol = 'groth16' | 'plonk' | 'fflonk'

/** What every verification key has, whatever the protocol. */
export interface KeyHead {
  /** The exact bytes, and their keccak-256. */
  readonly file: Uint8Array
  readonly hash: Hash32
  readonly json: JsonObject
  readonly curve: CurveParameters
  readonly publicCount: number
}

/** A key for a thousand signals is large already; the bound keeps a key within some seconds of work. */
const MAX_PUBLIC = 4096
const LIMITS = { maxBytes: 4 << 20, maxDepth: 32 }

/**
 * Parses a verification key's file and reads its head. `pinned` is the keccak-256 of the file's exact bytes as the
 * network published it; null only where somebody hands over a key by hand and answers for it.
 * @throws Rejected REJECTED_PROOF_KEY_HASH, _PROTOCOL; MalformedEvidence REJECTED_JSON_…, REJECTED_PROOF_KEY_SHAPE;
 *   NotCheckable UNKNOWN_PROOF_CURVE, UNSUPPORTED_PROOF_SIGNALS, UNKNOWN_JSON_…
 */
export function decodeKeyHead(file: Uint8Array, protocol: SnarkProtocol, pinned: Hash32 | null): KeyHead {
  const hash = keccak256(file)
  if (pinned !== null && hash !== pinned)
    throw new Rejected('REJECTED_PROOF_KEY_HASH', `the key is ${hash}, the claim names ${pinned}`)
  const json = parseStrictJson(file, LIMITS)
  if (!isJsonObject(json)) throw keyShape('the key', 'an object')
  if (at(json, 'protocol') !== protocol) throw wrongProtocol('the key', at(json, 'protocol'), protocol)
  const curve = at(json, 'curve')
  const publicCount = at(json, 'nPublic')
  if (typeof curve !== 'string') throw keyShape('curve', 'a text')
  if (typeof publicCount !== 'number' || !Number.isSafeInteger(publicCount) || publicCount < 0)
    throw keyShape('nPublic', 'a count')
  if (publicCount > MAX_PUBLIC)
    throw new NotCheckable(
      'UNSUPPORTED_PROOF_SIGNALS',
      `a key for ${publicCount} public signals, more than the ${MAX_PUBLIC} that we read`,
    )
  return { file, hash, json, curve: getCurve(curve), publicCount }
}

/** A domain's size as a power of two; snarkjs has roots of unity up to 2^28 on bn128. */
export function decodePower(json: JsonObject): void {
  const power = at(json, 'power')
  if (typeof power !== 'number' || !Number.isInteger(power) || power < 1 || power > 28)
    throw keyShape('power', 'a whole number from 1 to 28')
}

export function wrongProtocol(where: string, found: unknown, expected: SnarkProtocol): Rejected {
  return new Rejected(
    'REJECTED_PROOF_PROTOCOL',
    `${where} is for ${JSON.stringify(found ?? null).slice(0, 40)}, expected ${expected}`,
  )
}

export function keyShape(name: string, expected: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_PROOF_KEY_SHAPE', `verification key, ${name}: expected ${expected}`)
}

/**
 * Runs a decoder of proof parts on parts of a key, so that the code says whose fault it is.
 * @throws MalformedEvidence `REJECTED_PROOF_KEY_SHAPE`
 */
export function asKeyPart<T>(decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    throw error.with({ code: 'REJECTED_PROOF_KEY_SHAPE', message: `verification key, ${error.message}` })
  }
}
