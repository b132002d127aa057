import { keccak256 } from './hash.ts'
import { type Address, type Hash32, toBytes } from './hex.ts'
import type { RawLog } from './raw.ts'

/** Which logs are ours, and between which blocks. Written down in docs/formats/digest.md, section 2. */
export interface Source {
  /** Empty: any contract. */
  readonly addresses: readonly Address[]
  /** Per position the accepted topics; null: any. */
  readonly topics: readonly (readonly Hash32[] | null)[]
  /** First topics whose transactions are kept with what they called. */
  readonly callsOf: 'all' | readonly Hash32[]
  readonly fromBlock: number
  /** Where its first log can be, when that is known: nothing that is hashed, for endpoints differ in what they can tell of it. */
  readonly readFrom?: number
  /** Included; null: no end. */
  readonly toBlock: number | null
}

/** The hash that seeds the state digest: equal for equal sets, however they are ordered in a file. */
export function hashSourceSet(sources: readonly Source[]): Hash32 {
  const encoded = new Set(sources.map((source) => Buffer.from(encodeSource(source)).toString('hex')))
  const sorted = [...encoded].sort().map((hex) => Buffer.from(hex, 'hex'))
  return keccak256(u32(sorted.length), ...sorted)
}

/** Whether a filter's addresses and topics accept a log; its block range is not looked at. */
export function acceptsLog(
  filter: Pick<Source, 'addresses' | 'topics'>,
  log: Pick<RawLog, 'address' | 'topics'>,
): boolean {
  if (filter.addresses.length && !filter.addresses.includes(log.address)) return false
  return filter.topics.every((accepted, position) => {
    const topic = log.topics[position]
    return accepted === null || (topic !== undefined && accepted.includes(topic))
  })
}

function encodeSource({ addresses, topics, callsOf, fromBlock, toBlock }: Source): Uint8Array {
  const positions = topics.slice(0, topics.findLastIndex((each) => each !== null) + 1)
  return Buffer.concat([
    u64(BigInt(fromBlock)),
    u64(toBlock === null ? 0xffffffffffffffffn : BigInt(toBlock)),
    list(addresses),
    Uint8Array.of(positions.length),
    ...positions.map((each) => optional(each)),
    optional(callsOf === 'all' ? null : callsOf),
  ])
}

function optional(values: readonly string[] | null): Uint8Array {
  return values === null ? Uint8Array.of(0) : Buffer.concat([Uint8Array.of(1), list(values)])
}

function list(values: readonly string[]): Uint8Array {
  const sorted = [...new Set(values)].sort()
  return Buffer.concat([u32(sorted.length), ...sorted.map(toBytes)])
}

function u32(value: number): Uint8Array {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(value)
  return out
}

function u64(value: bigint): Uint8Array {
  const out = Buffer.alloc(8)
  out.writeBigUInt64BE(value)
  return out
}
