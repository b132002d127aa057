import { NotCheckable, Rejected } from '../../claim/errors.ts'
import { type Hex, toHex } from '../../claim/hex.ts'
import { keccakBytes } from '../../claim/keccak.ts'
import type { RawHeader } from '../../claim/raw.ts'
import { encodeRlp } from '../../claim/rlp.ts'
import type { RpcObject } from '../fields.ts'
import * as field from '../fields.ts'

type Reader = (header: RpcObject, key: string) => Hex
const sized =
  (size: number): Reader =>
  (header, key) =>
    field.bytes(header, key, size)

// The order is that of the encoding. Sources: yellow paper section 4.3; EIP-1559, 4895, 4844, 4788, 7685.
const FIELDS: readonly (readonly [string, Reader])[] = [
  ['parentHash', sized(32)],
  ['sha3Uncles', sized(32)],
  ['miner', sized(20)],
  ['stateRoot', sized(32)],
  ['transactionsRoot', sized(32)],
  ['receiptsRoot', sized(32)],
  ['logsBloom', sized(256)],
  ['difficulty', field.quantity],
  ['number', field.quantity],
  ['gasLimit', field.quantity],
  ['gasUsed', field.quantity],
  ['timestamp', field.quantity],
  ['extraData', field.bytes],
  ['mixHash', sized(32)],
  ['nonce', sized(8)],
]
// Each fork appended one or more; a header that has one has all before it.
const APPENDED: readonly (readonly [string, Reader])[] = [
  ['baseFeePerGas', field.quantity], // London
  ['withdrawalsRoot', sized(32)], // Shanghai
  ['blobGasUsed', field.quantity], // Cancun
  ['excessBlobGas', field.quantity], // Cancun
  ['parentBeaconBlockRoot', sized(32)], // Cancun
  ['requestsHash', sized(32)], // Prague
]

// What an answer names beside the fields that are hashed.
const BESIDE = ['hash', 'size', 'totalDifficulty', 'uncles', 'transactions', 'withdrawals', 'author']
const KNOWN: ReadonlySet<string> = new Set([...[...FIELDS, ...APPENDED].map(([key]) => key), ...BESIDE])

/**
 * The header of an `eth_getBlockBy…` answer, proved to have the hash it is named by.
 * @throws MalformedEvidence `MALFORMED_RPC`; Rejected `REJECTED_HEADER_HASH`; NotCheckable `UNSUPPORTED_HEADER_FIELD`
 * when it does not, and has a field that this version does not know: a fork may have added it
 */
export function verifyHeader(block: RpcObject): RawHeader {
  const encoded = encodeHeader(block)
  const hash = field.hash(block, 'hash')
  const computed = toHex(keccakBytes(encoded))
  if (computed !== hash) {
    const unknown = Object.keys(block).filter((key) => !KNOWN.has(key) && field.has(block, key))
    if (unknown.length) throw unknownField(hash, unknown)
    throw new Rejected('REJECTED_HEADER_HASH', `a header named ${hash} hashes to ${computed}`)
  }
  return { ...readHeader(block), encoded: toHex(encoded) }
}

function unknownField(hash: Hex, fields: readonly string[]): NotCheckable {
  const named = fields.slice(0, 3).map((each) => each.slice(0, 40))
  return new NotCheckable(
    'UNSUPPORTED_HEADER_FIELD',
    `header ${hash} has ${named.join(', ')}, which this version does not know, and its hash covers more than is known: update Assay`,
  )
}

/** The header as the endpoint says, nothing checked but its form. `encoded` is null. */
export function readHeader(block: RpcObject): RawHeader {
  return {
    number: field.integer(block, 'number'),
    hash: field.hash(block, 'hash'),
    parentHash: field.hash(block, 'parentHash'),
    timestamp: field.integer(block, 'timestamp'),
    encoded: null,
  }
}

/** @throws Rejected `REJECTED_PARENT_LINK` unless `child` is the block after `parent` on the same chain */
export function verifyParent(child: RawHeader, parent: Pick<RawHeader, 'number' | 'hash'>): void {
  if (child.number !== parent.number + 1 || child.parentHash !== parent.hash)
    throw new Rejected(
      'REJECTED_PARENT_LINK',
      `block ${child.number} names parent ${child.parentHash}, block ${parent.number} is ${parent.hash}`,
    )
}

/** The RLP that a header is hashed in; its `hash` is not looked at. */
export function encodeHeader(block: RpcObject): Uint8Array {
  const items = FIELDS.map(([key, read]) => read(block, key))
  const end = APPENDED.findLastIndex(([key]) => field.has(block, key))
  for (const [key, read] of APPENDED.slice(0, end + 1)) items.push(read(block, key))
  return encodeRlp(items)
}
