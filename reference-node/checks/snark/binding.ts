import { MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { at, isJsonObject, type Json } from '../../../src/claim/strict-json.ts'

/** How a signal stands for bytes: its width, its byte order, and whether large field elements are negative numbers. */
const ENCODINGS = {
  u8: { width: 1, isSigned: false, isLittleEndian: true },
  i8: { width: 1, isSigned: true, isLittleEndian: true },
  u16le: { width: 2, isSigned: false, isLittleEndian: true },
  i16le: { width: 2, isSigned: true, isLittleEndian: true },
  u32le: { width: 4, isSigned: false, isLittleEndian: true },
  i32le: { width: 4, isSigned: true, isLittleEndian: true },
  u64le: { width: 8, isSigned: false, isLittleEndian: true },
  i64le: { width: 8, isSigned: true, isLittleEndian: true },
  u256be: { width: 32, isSigned: false, isLittleEndian: false },
} as const
export type SignalEncoding = keyof typeof ENCODINGS

/** Consecutive signals, one element each. */
interface SignalRange {
  readonly from: number
  readonly count: number
  readonly as: SignalEncoding
}

/**
 * Which public signals of a circuit are the bytes of its input and of its output. Without it a valid proof says that
 * some numbers satisfy the circuit, and nothing about the claim's hashes.
 */
export interface SignalBinding {
  readonly inputs: SignalRange
  readonly outputs: SignalRange
}

/**
 * Decodes `{"inputs": {"from", "count", "as"}, "outputs": {…}}`.
 * @throws MalformedEvidence REJECTED_BINDING_SHAPE
 */
export function decodeBinding(json: Json | undefined): SignalBinding {
  const range = (name: string): SignalRange => {
    const value = isJsonObject(json) ? at(json, name) : undefined
    const from = isJsonObject(value) ? at(value, 'from') : undefined
    const count = isJsonObject(value) ? at(value, 'count') : undefined
    const as = isJsonObject(value) ? at(value, 'as') : undefined
    const isCount = (n: Json | undefined): n is number =>
      typeof n === 'number' && Number.isSafeInteger(n) && n >= 0
    if (!isCount(from) || !isCount(count) || typeof as !== 'string' || !Object.hasOwn(ENCODINGS, as))
      throw new MalformedEvidence(
        'REJECTED_BINDING_SHAPE',
        `binding, ${name}: expected {from, count, as: one of ${Object.keys(ENCODINGS).join(', ')}}`,
      )
    return { from, count, as: as as SignalEncoding }
  }
  return { inputs: range('inputs'), outputs: range('outputs') }
}

/**
 * Returns when a key is for the model that the claim names: a proof under a key for another model says nothing of this one.
 * @throws Rejected REJECTED_PROOF_KEY_MODEL
 */
export function assertKeyOfModel(ofKey: string, claimed: Hash32): void {
  if (ofKey !== claimed)
    throw new Rejected(
      'REJECTED_PROOF_KEY_MODEL',
      `the key is for model ${ofKey.slice(0, 66)}, the claim names ${claimed}`,
    )
}

/**
 * Returns when the proved signals are the input and the output that the claim names by hash.
 * @throws Rejected REJECTED_PROOF_INPUT_BINDING, REJECTED_PROOF_OUTPUT_BINDING; NotCheckable UNKNOWN_PROOF_BINDING
 */
export function assertBinding(
  binding: SignalBinding | null,
  signals: readonly bigint[],
  r: bigint,
  claim: { readonly inputHash: Hash32; readonly outputHash: Hash32 },
): void {
  if (!binding)
    throw new NotCheckable(
      'UNKNOWN_PROOF_BINDING',
      'nothing published says which signals are input and output',
    )
  const input = packSignals(binding.inputs, signals, r)
  if (!input || keccak256(input) !== claim.inputHash)
    throw new Rejected(
      'REJECTED_PROOF_INPUT_BINDING',
      `the proof is about another input than ${claim.inputHash}`,
    )
  const output = packSignals(binding.outputs, signals, r)
  if (!output || keccak256(output) !== claim.outputHash)
    throw new Rejected(
      'REJECTED_PROOF_OUTPUT_BINDING',
      `the proof shows another output than ${claim.outputHash}`,
    )
}

/** The bytes that a range of signals stands for; undefined when one does not fit its encoding. */
function packSignals(
  { from, count, as }: SignalRange,
  signals: readonly bigint[],
  r: bigint,
): Uint8Array | undefined {
  const { width, isSigned, isLittleEndian } = ENCODINGS[as]
  const bits = BigInt(8 * width)
  if (from + count > signals.length) return undefined
  const bytes = new Uint8Array(count * width)
  for (let index = 0; index < count; index++) {
    const signal = signals[from + index] as bigint
    // A circuit writes −v as r − v.
    const value = isSigned && signal > r / 2n ? signal - r : signal
    const fits = isSigned ? BigInt.asIntN(Number(bits), value) === value : value >> bits === 0n
    if (!fits) return undefined
    const word = Buffer.from(
      BigInt.asUintN(Number(bits), value)
        .toString(16)
        .padStart(2 * width, '0'),
      'hex',
    )
    bytes.set(isLittleEndian ? word.reverse() : word, index * width)
  }
  return bytes
}
