import { MalformedEvidence } from '../../claim/errors.ts'
import { type Hash32, type Hex, hashOf, toBytes } from '../../claim/hex.ts'
import { keccakBytes } from '../../claim/keccak.ts'
import type { RawHeader } from '../../claim/raw.ts'
import { decodeRlp, type RlpDecoded } from '../../claim/rlp.ts'

/** What a header commits to, beyond what a {@link RawHeader} names. */
export interface Commitments {
  readonly transactionsRoot: Hash32
  readonly receiptsRoot: Hash32
  /** 256 bytes. */
  readonly logsBloom: Uint8Array
}

// Where the parts stand in the encoding.
const POSITION = {
  parentHash: 0,
  transactionsRoot: 4,
  receiptsRoot: 5,
  logsBloom: 6,
  number: 8,
  timestamp: 11,
}

/**
 * A header as it was proved, from its RLP.
 * @throws MalformedEvidence `MALFORMED_HEADER` or `MALFORMED_RLP`
 */
export function decodeHeader(encoded: Hex): RawHeader & Commitments {
  const bytes = toBytes(encoded)
  // What is no list has none of the parts.
  const items = decodeRlp(bytes) as readonly RlpDecoded[]
  const part = (name: keyof typeof POSITION, size?: number) => sizedPart(items, name, size)
  return {
    number: toInteger(part('number'), 'number'),
    hash: hashOf(keccakBytes(bytes)),
    parentHash: hashOf(part('parentHash', 32)),
    timestamp: toInteger(part('timestamp'), 'timestamp'),
    encoded,
    transactionsRoot: hashOf(part('transactionsRoot', 32)),
    receiptsRoot: hashOf(part('receiptsRoot', 32)),
    logsBloom: part('logsBloom', 256),
  }
}

function sizedPart(items: readonly RlpDecoded[], name: keyof typeof POSITION, size?: number): Uint8Array {
  const part = items[POSITION[name]]
  if (!(part instanceof Uint8Array) || (size !== undefined && part.length !== size))
    throw new MalformedEvidence('MALFORMED_HEADER', `a header's ${name} is not what it should be`)
  return part
}

function toInteger(bytes: Uint8Array, name: string): number {
  const value = bytes.length > 7 ? Number.NaN : bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  if (!Number.isSafeInteger(value))
    throw new MalformedEvidence('MALFORMED_HEADER', `a header's ${name} is too large`)
  return value
}
