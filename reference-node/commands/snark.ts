import { CodedError, Misconfigured, NotCheckable } from '../../src/claim/errors.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import { Hash32 } from '../../src/claim/hex.ts'
import { at, isJsonObject, type Json, parseStrictJson } from '../../src/claim/strict-json.ts'
import { decodeFflonkKey, verifyFflonk } from '../checks/fflonk/verify.ts'
import { decodeGroth16Key } from '../checks/groth16/key.ts'
import { verifyGroth16 } from '../checks/groth16/verify.ts'
import { decodePlonkKey, verifyPlonk } from '../checks/plonk.ts'
import { assertBinding, assertKeyOfModel, decodeBinding } from '../checks/snark/binding.ts'
import type { KeyHead, SnarkProtocol } from '../checks/snark/key.ts'
import { decodeSignals } from '../checks/snark/signals.ts'
import type { CommandStatement, Found, Note } from './answer.ts'

/** Of the network's list of keys. */
const LIMITS = { maxBytes: 8 << 20, maxDepth: 16 }

interface SnarkFiles {
  readonly key: Uint8Array
  readonly signals: Uint8Array
  readonly proof: Uint8Array
}

/** What a proof is said to be about, as given: files, or hashes of what is in them. */
interface Named {
  readonly input?: string | undefined
  readonly output?: string | undefined
  readonly model?: string | undefined
  /** The network's verification-keys.json. */
  readonly keys?: string | undefined
}

/** A claim, and the network's list of which key is for which model and which signals are input and output. */
interface Subject {
  readonly inputHash: Hash32
  readonly outputHash: Hash32
  readonly model: Hash32
  /** Undefined: nobody gave it, and nothing can be said of the claim. */
  readonly keys: Uint8Array | undefined
}

interface Proved {
  readonly key: KeyHead
  readonly signals: readonly bigint[]
}

const PROTOCOLS: { readonly [P in SnarkProtocol]: (files: SnarkFiles, note: Note) => Promise<Proved> } = {
  groth16: using(decodeGroth16Key, verifyGroth16),
  plonk: using(decodePlonkKey, verifyPlonk),
  fflonk: using(decodeFflonkKey, verifyFflonk),
}

/** `proof_valid` is about a claim; of a proof alone only its equation can be said to hold. */
export function statementOf({ input, output, model, keys }: Named): CommandStatement {
  return [input, output, model, keys].some((each) => each !== undefined) ? 'proof_valid' : 'equation_holds'
}

type Reader = (name: string) => Uint8Array

/**
 * The claim that a proof is held against; undefined when none is named. `read` gives the bytes of a file by its name, `readList` those
 * of the list of keys.
 * @throws Misconfigured `BUNDLE_UNUSABLE` when only a part of a claim is named; what the readers throw
 */
export function openSubject(named: Named, read: Reader, readList: Reader = read): Subject | undefined {
  const { input, output, model, keys } = named
  if (statementOf(named) === 'equation_holds') return undefined
  if (input === undefined || output === undefined || model === undefined)
    throw new Misconfigured('BUNDLE_UNUSABLE', 'a claim needs all of input, output and model')
  const hash = (name: string) => (/^0x[0-9a-f]{64}$/i.test(name) ? Hash32(name) : keccak256(read(name)))
  const hashes = { inputHash: hash(input), outputHash: hash(output), model: hash(model) }
  return { ...hashes, keys: keys === undefined ? undefined : readList(keys) }
}

/**
 * What a proof says when it holds, for the claim where one is named.
 * @throws what the checks throw; Rejected `REJECTED_PROOF_KEY_MODEL`; NotCheckable `UNKNOWN_PROOF_BINDING`; Misconfigured
 *   `KEYS_UNREADABLE`
 */
export async function checkSnark(
  protocol: SnarkProtocol,
  files: SnarkFiles,
  subject?: Subject,
  note: Note = () => {},
): Promise<Found> {
  const { key, signals } = await PROTOCOLS[protocol](files, note)
  const { curve, publicCount, hash } = key
  const evidence = { protocol, curve: curve.name, verificationKey: hash, signals: signals.map(String) }
  if (!subject)
    return {
      detail: `a ${protocol} proof on ${curve.name} for ${publicCount} public signals; what they stand for was not asked (--input, --output, --model, --keys)`,
      evidence,
    }
  const { inputHash, outputHash, model } = subject
  note({ inputHash, outputHash, model })
  const binding = findBinding(subject, hash)
  note({ binding })
  assertBinding(binding, signals, curve.r, subject)
  return {
    detail: `the proof shows output ${outputHash} for input ${inputHash} of model ${model}, on ${curve.name}`,
    evidence: { ...evidence, inputHash, outputHash, model, binding },
  }
}

function findBinding({ keys, model }: Subject, hash: Hash32) {
  if (!keys)
    throw new NotCheckable(
      'UNKNOWN_PROOF_BINDING',
      'the proof holds; without the network’s list of keys (--keys) nothing says whose key it is, and which signals are input and output',
    )
  // The last one, as the reference node takes it.
  const entry = listKeys(keys).findLast((each) => isJsonObject(each) && lower(at(each, 'hash')) === hash)
  if (!isJsonObject(entry))
    throw new NotCheckable('UNKNOWN_PROOF_BINDING', `the list of keys does not name key ${hash}`)
  assertKeyOfModel(lower(at(entry, 'model')), model)
  return decodeBinding(at(entry, 'bindings'))
}

function lower(value: Json | undefined): string {
  return String(value).toLowerCase()
}

/** A list that cannot be read says nothing against a proof. */
function listKeys(bytes: Uint8Array): readonly Json[] {
  const json = parseKeys(bytes)
  const list = isJsonObject(json) ? at(json, 'keys') : undefined
  if (!Array.isArray(list))
    throw new Misconfigured(
      'KEYS_UNREADABLE',
      'the list of keys is not a verification-keys.json: {"keys": […]}',
    )
  return list as readonly Json[]
}

function parseKeys(bytes: Uint8Array): Json {
  try {
    return parseStrictJson(bytes, LIMITS)
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    throw new Misconfigured('KEYS_UNREADABLE', `the list of keys: ${error.message}`, { cause: error })
  }
}

function using<Key extends KeyHead>(
  decodeKey: (file: Uint8Array, pinned: null) => Promise<Key>,
  verify: (key: Key, signals: readonly bigint[], proof: Uint8Array) => Promise<void>,
): (files: SnarkFiles, note: Note) => Promise<Proved> {
  return async (files, note) => {
    const key = await decodeKey(files.key, null)
    note({ protocol: at(key.json, 'protocol'), curve: key.curve.name, verificationKey: key.hash })
    const signals = decodeSignals(files.signals)
    note({ signals: signals.map(String) })
    await verify(key, signals, files.proof)
    return { key, signals }
  }
}
