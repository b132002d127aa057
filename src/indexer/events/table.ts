import type { Address, Hash32 } from '../../claim/hex.ts'
import type { RawLog } from '../../claim/raw.ts'
import type { Source } from '../../claim/source-set.ts'
import type { Network, NetworkContract } from '../../platform/network.ts'
import type { EventContext, EventDecoder } from './decoder.ts'
import { proxyDecoders } from './openzeppelin.ts'

/** Decoders by the name of the interface that a network's contracts state. */
export type Interfaces = ReadonlyMap<string, readonly EventDecoder[]>

/** What is known of one log: who emitted it, and which decoder understands its topic, if any. */
export interface LogMatch {
  readonly context: EventContext
  readonly decoder: EventDecoder | undefined
}

/** Everything that is read from one chain of a network; subscriptions and decoders come from the same list. */
export interface EventTable {
  readonly sources: readonly Source[]
  /** Undefined: this log is not ours. */
  findMatch(log: Pick<RawLog, 'address' | 'topics'>, block: number): LogMatch | undefined
}

/** The events of one chain of a network. `roots`: whom its attestations chain to, DER. */
export function createEventTable(
  network: Network,
  chain: number,
  interfaces: Interfaces,
  roots: readonly Uint8Array[],
): EventTable {
  const contracts = network.contracts
    .filter((each) => each.chain === chain)
    .map((contract) => toListed({ network, contract, roots }, interfaces.get(contract.interface) ?? []))
  const byAddress = new Map<Address, Listed[]>()
  const anywhere: Listed[] = []
  for (const listed of contracts) {
    const { address } = listed.contract
    if (address === undefined) anywhere.push(listed)
    else byAddress.set(address, [...(byAddress.get(address) ?? []), listed])
  }
  return {
    sources: contracts.flatMap(listSources),
    findMatch(log, block) {
      const topic = log.topics[0]
      let own: Listed | undefined
      for (const listed of byAddress.get(log.address) ?? NONE) {
        if (!applies(listed.contract, block)) continue
        const decoder = findDecoder(listed, topic)
        if (decoder) return { context: listed.context, decoder }
        own ??= listed
      }
      for (const listed of anywhere) {
        const decoder = applies(listed.contract, block) ? findDecoder(listed, topic) : undefined
        if (decoder) return { context: listed.context, decoder }
      }
      return own && { context: own.context, decoder: undefined }
    },
  }
}

interface Listed {
  readonly contract: NetworkContract
  readonly context: EventContext
  readonly decoders: ReadonlyMap<Hash32, EventDecoder>
}

const NONE: readonly Listed[] = []

function findDecoder({ decoders }: Listed, topic: Hash32 | undefined): EventDecoder | undefined {
  return topic === undefined ? undefined : decoders.get(topic)
}

function toListed(context: EventContext, decoders: readonly EventDecoder[]): Listed {
  const { contract } = context
  const isWhole = contract.address !== undefined && !decoders.some((each) => each.narrow)
  const all = isWhole ? [...proxyDecoders, ...decoders] : decoders
  return {
    contract,
    context,
    decoders: new Map(all.map((each) => [each.topic, each])),
  }
}

// A contract of ours is read whole, so that a topic nobody decodes yet is kept raw. Where no contract is named, or where
// its decoders narrow what they want (a token whose transfers are mostly of strangers), only known topics are read.
function listSources({ contract, context, decoders }: Listed): Source[] {
  const { deployedBlock, fromBlock = 0, toBlock = null } = contract
  const range = { fromBlock, toBlock, ...(deployedBlock === undefined ? {} : { readFrom: deployedBlock }) }
  const all = [...decoders.values()]
  const callsOf = all.filter((each) => !each.logOnly).map((each) => each.topic)
  const addresses = contract.address === undefined ? [] : [contract.address]
  const narrowed = all.filter((each) => each.narrow !== undefined)
  const plain = all.filter((each) => each.narrow === undefined)
  const sources: Source[] = narrowed.flatMap((each): Source[] => {
    const narrow = each.narrow?.(context) ?? []
    const own = {
      addresses,
      topics: [[each.topic], ...narrow],
      callsOf: each.logOnly ? [] : [each.topic],
      ...range,
    }
    // What is not narrowed is read whole.
    const beside = narrow.length ? each.beside?.(context) : undefined
    return beside ? [own, { addresses, topics: [[each.topic]], callsOf: [], beside, ...range }] : [own]
  })
  if (contract.address !== undefined && narrowed.length === 0)
    sources.push({ addresses, topics: [], callsOf, ...range })
  else if (plain.length)
    sources.push({ addresses, topics: [plain.map((each) => each.topic)], callsOf, ...range })
  return sources
}

function applies(contract: NetworkContract, block: number): boolean {
  return block >= (contract.fromBlock ?? 0) && (contract.toBlock === undefined || block <= contract.toBlock)
}
