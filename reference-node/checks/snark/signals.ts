import { MalformedEvidence, Rejected } from '../../../src/claim/errors.ts'
import { at, isJsonObject, type Json, type JsonObject } from '../../../src/claim/strict-json.ts'
import { assertDecimal, readSpelled, unknownForm } from './form.ts'

const LIMITS = { maxBytes: 1 << 20, maxDepth: 32 }

/**
 * Decodes snarkjs' public.json: a list of decimal numbers, also where `{proof, publicSignals}` wraps it, in the spellings of a proof's
 * file. Its numbers are read in decimal alone: a signal has one name.
 * @throws MalformedEvidence REJECTED_JSON_…, REJECTED_PROOF_SIGNAL_FORMAT; NotCheckable UNKNOWN_PROOF_FORM, UNKNOWN_JSON_…
 */
export function decodeSignals(file: Uint8Array): bigint[] {
  const given = readSpelled(file, LIMITS)
  const isWrapped = isJsonObject(given) && isJsonObject(at(given, 'proof'))
  const json = isWrapped ? at(given, 'publicSignals') : given
  if (isJsonObject(json)) throw unknownForm(`the public signals are an object${describeMembers(json)}`)
  if (!Array.isArray(json)) throw format('the public signals are not a list')
  return json.map(decodeSignal)
}

function describeMembers(json: JsonObject): string {
  const [first] = Object.keys(json)
  return first === undefined ? '' : ` with a member ${JSON.stringify(first.slice(0, 40))}`
}

function decodeSignal(value: Json, index: number): bigint {
  const isNumber = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
  if (isNumber && !Object.is(value, -0)) return BigInt(value)
  // Of a larger JSON number only the first digits are read.
  const isTooLarge = Number.isInteger(value) && Number(value) > Number.MAX_SAFE_INTEGER
  if (typeof value !== 'number' || isTooLarge) assertDecimal(value, `signal ${index}`)
  // An upper bound on digits, so that a megabyte of nines is no work.
  if (typeof value !== 'string' || !/^(0|[1-9][0-9]{0,119})$/.test(value))
    throw format(`signal ${index} is no decimal number`)
  return BigInt(value)
}

/**
 * Decodes 32-byte big-endian words, as a network puts them on chain.
 * @throws MalformedEvidence REJECTED_PROOF_SIGNAL_FORMAT
 */
export function decodeSignalWords(words: Uint8Array): bigint[] {
  if (words.length % 32 !== 0) throw format(`${words.length} bytes are not whole 32-byte words`)
  return Array.from({ length: words.length / 32 }, (_, index) =>
    BigInt(`0x${Buffer.from(words.subarray(32 * index, 32 * index + 32)).toString('hex')}`),
  )
}

/**
 * snarkjs 0.7.6 does not compare the number of signals with the key's for Groth16: a shorter list verifies as if the
 * rest were zero. And v + r would be a second name for v. So count and range are ours to check.
 * @throws Rejected `REJECTED_PROOF_SIGNAL_COUNT`, `REJECTED_PROOF_SIGNAL_RANGE`
 */
export function assertSignals(signals: readonly bigint[], count: number, r: bigint): void {
  if (signals.length !== count)
    throw new Rejected(
      'REJECTED_PROOF_SIGNAL_COUNT',
      `expected ${count} public signals, got ${signals.length}`,
    )
  const index = signals.findIndex((signal) => signal < 0n || signal >= r)
  if (index >= 0)
    throw new Rejected(
      'REJECTED_PROOF_SIGNAL_RANGE',
      `public signal ${index} is not below the field's modulus`,
    )
}

function format(detail: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_PROOF_SIGNAL_FORMAT', detail)
}
