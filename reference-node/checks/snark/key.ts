import { MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { at, type Json, type JsonObject } from '../../../src/claim/strict-json.ts'
import { type CurveParameters, getCurve } from './curve.ts'
import { readSnarkJson, unknownForm, unwrap } from './form.ts'

const PROTOCOLS = ['groth16', 'plonk', 'fflonk'] as const
export type SnarkProtocol = (typeof PROTOCOLS)[number]

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
 *   NotCheckable UNKNOWN_PROOF_FORM, _PROTOCOL, _CURVE, UNSUPPORTED_PROOF_SIGNALS, UNKNOWN_JSON_…
 */
export function decodeKeyHead(file: Uint8Array, protocol: SnarkProtocol, pinned: Hash32 | null): KeyHead {
  const hash = keccak256(file)
  if (pinned !== null && hash !== pinned)
    throw new Rejected('REJECTED_PROOF_KEY_HASH', `the key is ${hash}, the claim names ${pinned}`)
  const { json } = unwrap(readSnarkJson(file, LIMITS), 'the key')
  assertProtocol('the key', at(json, 'protocol'), protocol)
  const curve = getCurve(at(json, 'curve'))
  const publicCount = at(json, 'nPublic')
  if (typeof publicCount === 'string') throw unknownForm('the key’s nPublic is a text')
  if (typeof publicCount !== 'number' || !Number.isSafeInteger(publicCount) || publicCount < 0)
    throw keyShape('nPublic', 'a count')
  if (publicCount > MAX_PUBLIC)
    throw new NotCheckable(
      'UNSUPPORTED_PROOF_SIGNALS',
      `a key for ${publicCount} public signals, more than the ${MAX_PUBLIC} that we read`,
    )
  return { file, hash, json, curve, publicCount }
}

/** A domain's size as a power of two; snarkjs has roots of unity up to 2^28 on bn128. */
export function decodePower(json: JsonObject): void {
  const power = at(json, 'power')
  if (typeof power === 'string') throw unknownForm('the key’s power is a text')
  if (typeof power !== 'number' || !Number.isInteger(power) || power < 1 || power > 28)
    throw keyShape('power', 'a whole number from 1 to 28')
}

/**
 * Returns when a file names this protocol.
 * @throws Rejected REJECTED_PROOF_PROTOCOL when it is made for another one that is known here; NotCheckable
 *   UNKNOWN_PROOF_PROTOCOL for any other, or none
 */
export function assertProtocol(where: string, found: Json | undefined, expected: SnarkProtocol): void {
  if (found === expected) return
  const said = JSON.stringify(found ?? null).slice(0, 40)
  if (PROTOCOLS.some((known) => known === found))
    throw new Rejected('REJECTED_PROOF_PROTOCOL', `${where} is for ${said}, expected ${expected}`)
  throw new NotCheckable(
    'UNKNOWN_PROOF_PROTOCOL',
    `${where} names the protocol ${said}; known here are ${PROTOCOLS.join(', ')}`,
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
