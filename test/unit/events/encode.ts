import type { AbiEvent } from 'viem'
import { encodeAbiParameters, encodeEventTopics, parseAbiItem } from 'viem/utils'
import { Address, Hash32, type Hex } from '../../../src/claim/hex.ts'
import type {
  ChainLog,
  ChainTransaction,
  EventContext,
  EventDecoder,
} from '../../../src/indexer/events/decoder.ts'
import type { Fact } from '../../../src/indexer/events/facts.ts'
import type { Network, NetworkContract } from '../../../src/platform/network.ts'

export const CONTRACT = Address(`0x${'c0'.repeat(20)}`)
export const SENDER = Address(`0x${'5e'.repeat(20)}`)
export const hash = (byte: string) => Hash32(`0x${byte.repeat(32)}`)
export const account = (byte: string) => Address(`0x${byte.repeat(20)}`)

export interface Emitted {
  /** As Solidity declares it: `event Name(…)`. */
  readonly event: string
  readonly args: Readonly<Record<string, unknown>>
  readonly address?: Address
}

export interface Sent {
  readonly to?: Address | null
  readonly from?: Address | null
  readonly input?: Hex
}

/** The logs of one transaction, encoded by viem, as the indexer hands them to decoders. */
export function emit(events: readonly Emitted[], sent: Sent = {}): ChainLog[] {
  const logs: ChainLog[] = []
  const transaction: ChainTransaction = {
    hash: hash('7a'),
    from: sent.from === undefined ? SENDER : sent.from,
    to: sent.to === undefined ? CONTRACT : sent.to,
    input: sent.input ?? '0x',
    logs,
  }
  const block = { number: 17, hash: hash('b1'), timestamp: 1_770_000_000n }
  for (const [logIndex, { event, args, address }] of events.entries()) {
    const { topics, data } = encodeLog(event, args)
    logs.push({ address: address ?? CONTRACT, topics, data, logIndex, block, transaction })
  }
  return logs
}

/** Topics and data of one event. */
export function encodeLog(event: string, args: Readonly<Record<string, unknown>>) {
  const item = parseAbiItem(event) as AbiEvent
  const plain = item.inputs.filter((each) => !each.indexed)
  const topics = encodeEventTopics({ abi: [item], eventName: item.name, args: args as never })
  const values = plain.map((each) => args[each.name ?? ''])
  return { topics: topics as unknown as Hash32[], data: encodeAbiParameters(plain, values) as Hex }
}

const NETWORK: Network = {
  name: 'made-up',
  title: 'Made up',
  chains: [],
  contracts: [],
  tokens: [],
  labels: [],
  custody: [],
  blobStores: [],
  trust: { attestationRoots: [] },
  rules: {},
  watch: { anchors: [], witnesses: [], quorum: 1, watchdogs: [] },
  provenance: [],
  folder: '/nowhere',
}

export function contextOf(contract: Partial<NetworkContract>, network: Partial<Network> = {}): EventContext {
  return {
    network: { ...NETWORK, ...network },
    contract: { name: 'contract', chain: 1, interface: 'none', ...contract },
    roots: [],
  }
}

/** What the interface's decoder for the log's topic makes of it; fails when there is none. */
export function decode(
  decoders: readonly EventDecoder[],
  log: ChainLog | undefined,
  context = contextOf({}),
): readonly Fact[] {
  const decoder = decoders.find((each) => each.topic === log?.topics[0])
  if (!decoder || !log) throw new Error(`no decoder for ${log?.topics[0]}`)
  return decoder.toFacts(log, context)
}
