import { MalformedEvidence, NotCheckable, Rejected } from './errors.ts'
import { Hash32, Hex } from './hex.ts'
import { type BatchLeaf, LEAF_ENCODING } from './merkle.ts'
import { at, isJsonObject, type Json, parseStrictJson } from './strict-json.ts'

/** A StandardMerkleTree dump, decoded and not yet believed. */
export interface BatchDump {
  /** The dump's own claim of every node; rebuilt and compared. */
  readonly tree: readonly Hash32[]
  readonly leaves: readonly { readonly leaf: BatchLeaf; readonly treeIndex: number }[]
}

/** A facilitator settles 20 leaves at a time; these bounds and those of strict JSON keep a stranger's blob within a second of work. */
export const DUMP_LIMITS = { maxBytes: 24 << 20, maxDepth: 6, maxLeaves: 16_384, maxSignatureBytes: 1024 }

/**
 * Decodes `JSON.stringify(StandardMerkleTree.dump())` of OpenZeppelin merkle-tree 1.0, format `standard-v1`.
 *
 * @throws MalformedEvidence `REJECTED_JSON_…`, `REJECTED_BATCH_SHAPE`
 * @throws Rejected `REJECTED_BATCH_ENCODING`
 * @throws NotCheckable `UNKNOWN_BATCH_FORMAT`; `UNKNOWN_JSON_…`, `UNSUPPORTED_BATCH_SIZE`, `UNSUPPORTED_BATCH_SIGNATURE` beyond our own bounds
 */
export function decodeDump(blob: Uint8Array): BatchDump {
  const dump = parseStrictJson(blob, DUMP_LIMITS)
  if (!isJsonObject(dump)) throw shape('the dump', 'an object')
  const format = at(dump, 'format')
  if (typeof format !== 'string') throw shape('format', 'a text')
  if (format !== 'standard-v1')
    throw new NotCheckable('UNKNOWN_BATCH_FORMAT', 'the format is not standard-v1')
  assertEncoding(at(dump, 'leafEncoding'))
  const tree = at(dump, 'tree')
  const values = at(dump, 'values')
  if (!Array.isArray(tree) || !Array.isArray(values)) throw shape('tree and values', 'lists')
  if (values.length > DUMP_LIMITS.maxLeaves)
    throw new NotCheckable(
      'UNSUPPORTED_BATCH_SIZE',
      `${values.length} leaves, more than the ${DUMP_LIMITS.maxLeaves} that we read`,
    )
  return {
    tree: tree.map((node: Json) => hash(node, 'a tree node')),
    leaves: values.map(decodeValue),
  }
}

/** Leaves that say they are of other types are another version's: of what they commit to nothing is known here. */
function assertEncoding(encoding: Json | undefined): void {
  const expected = LEAF_ENCODING.join(', ')
  if (!Array.isArray(encoding) || !encoding.every((type: Json) => typeof type === 'string'))
    throw new Rejected('REJECTED_BATCH_ENCODING', `no types of leaves are named; expected [${expected}]`)
  const said = encoding.join(', ')
  if (said !== expected)
    throw new NotCheckable(
      'UNKNOWN_BATCH_FORMAT',
      `leaves are encoded as [${said.slice(0, 200)}]; read here are leaves as [${expected}]`,
    )
}

function decodeValue(entry: Json): { leaf: BatchLeaf; treeIndex: number } {
  const value = isJsonObject(entry) ? at(entry, 'value') : undefined
  const treeIndex = isJsonObject(entry) ? at(entry, 'treeIndex') : undefined
  if (!Array.isArray(value) || value.length !== LEAF_ENCODING.length) throw shape('a value', 'a list of five')
  if (typeof treeIndex !== 'number' || !Number.isSafeInteger(treeIndex))
    throw shape('treeIndex', 'an integer')
  const [teeId, inputHash, outputHash, signature, timestamp] = value as readonly Json[]
  return {
    treeIndex,
    leaf: {
      teeId: hash(teeId, 'teeId'),
      inputHash: hash(inputHash, 'inputHash'),
      outputHash: hash(outputHash, 'outputHash'),
      signature: decodeSignature(signature),
      timestamp: decodeTimestamp(timestamp),
    },
  }
}

function hash(value: Json | undefined, name: string): Hash32 {
  if (typeof value !== 'string' || !/^0x[0-9a-f]{64}$/i.test(value)) throw shape(name, '32 bytes of hex')
  return Hash32(value)
}

function decodeSignature(value: Json | undefined): Hex {
  if (typeof value !== 'string' || !/^0x([0-9a-f]{2})*$/i.test(value)) throw shape('a signature', 'hex bytes')
  if (value.length > 2 + 2 * DUMP_LIMITS.maxSignatureBytes)
    throw new NotCheckable(
      'UNSUPPORTED_BATCH_SIGNATURE',
      `a signature of more than ${DUMP_LIMITS.maxSignatureBytes} bytes, which is our limit`,
    )
  return Hex(value)
}

function decodeTimestamp(value: Json | undefined): bigint {
  const isNumber = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
  const isText = typeof value === 'string' && /^(0|[1-9][0-9]{0,77}|0x[0-9a-f]{1,64})$/i.test(value)
  const number = isNumber || isText ? BigInt(value as number | string) : -1n
  if (number >> 256n !== 0n) throw shape('a timestamp', 'a uint256')
  return number
}

function shape(name: string, expected: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_BATCH_SHAPE', `${name}: expected ${expected}`)
}
