import { keccak256 } from './hash.ts'
import { type Address, type Hash32, toBytes } from './hex.ts'
import type { RawLog } from './raw.ts'

/** What is asked of a log by itself. */
export interface LogForm {
  /** Empty: any contract. */
  readonly addresses: readonly Address[]
  /** Per position the accepted topics; null: any. */
  readonly topics: readonly (readonly Hash32[] | null)[]
}

/** Which logs are ours, and between which blocks. Written down in docs/formats/digest.md, section 2. */
export interface Source extends LogForm {
  /** First topics whose transactions are kept with what they called. Nothing where `beside` is set. */
  readonly callsOf: 'all' | readonly Hash32[]
  /** Set: a log is ours only when its transaction holds a log of ours, by a source without this, that this accepts. */
  readonly beside?: LogForm
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

/** The logs of one block that are ours, out of all that it holds or of more than are ours; in their order. */
export function selectLogs<T extends RawLog>(
  filters: readonly (LogForm & Pick<Source, 'beside'>)[],
  logs: readonly T[],
): T[] {
  const own = new Set(logs.filter((log) => filters.some((each) => !each.beside && acceptsLog(each, log))))
  if (own.size === 0) return []
  const taken = new Set(own)
  for (const filter of filters)
    if (filter.beside) for (const log of listBeside(filter, filter.beside, own, logs)) taken.add(log)
  return logs.filter((log) => taken.has(log))
}

/** The logs of one block that a filter accepts because they stand in a transaction with one of these that it names. */
function listBeside<T extends RawLog>(
  filter: LogForm,
  beside: LogForm,
  own: ReadonlySet<T>,
  logs: readonly T[],
): T[] {
  const transactions = new Set<number>()
  for (const log of own) if (acceptsLog(beside, log)) transactions.add(log.transactionIndex)
  return logs.filter((log) => transactions.has(log.transactionIndex) && acceptsLog(filter, log))
}

/** Whether a filter's addresses and topics accept a log; its block range is not looked at, nor what stands beside. */
export function acceptsLog(filter: LogForm, log: Pick<RawLog, 'address' | 'topics'>): boolean {
  if (filter.addresses.length && !filter.addresses.includes(log.address)) return false
  return filter.topics.every((accepted, position) => {
    const topic = log.topics[position]
    return accepted === null || (topic !== undefined && accepted.includes(topic))
  })
}

function encodeSource({ callsOf, fromBlock, toBlock, beside, ...form }: Source): Uint8Array {
  return Buffer.concat([
    u64(BigInt(fromBlock)),
    u64(toBlock === null ? 0xffffffffffffffffn : BigInt(toBlock)),
    ...encodeForm(form),
    optional(callsOf === 'all' ? null : callsOf),
    // A source begins with a zero, for no block number has eight bytes: so this cannot be taken for the next source.
    ...(beside ? [Uint8Array.of(1), ...encodeForm(beside)] : []),
  ])
}

function encodeForm({ addresses, topics }: LogForm): Uint8Array[] {
  const positions = topics.slice(0, topics.findLastIndex((each) => each !== null) + 1)
  return [list(addresses), Uint8Array.of(positions.length), ...positions.map((each) => optional(each))]
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
