import { EvmBatchProcessor } from '@subsquid/evm-processor'
import type { RangeRequest } from '@subsquid/util-internal-range'
import type { Source } from '../../claim/source-set.ts'
import type { BlockRange, LogFilter } from '../../gateway/client.ts'

/** What the processor's subscriptions ask for in one range of blocks. */
export interface LogRequests {
  readonly logs?: readonly {
    readonly address?: string[]
    readonly topic0?: string[]
    readonly topic1?: string[]
    readonly topic2?: string[]
    readonly topic3?: string[]
  }[]
}

/**
 * The subscriptions of a chain, as `@subsquid/evm-processor` merges them into ranges. `getBatchRequests` is private
 * there; the version is pinned, and a test runs this.
 */
export function listRequests(sources: readonly Source[]): RangeRequest<LogRequests>[] {
  const processor = new EvmBatchProcessor()
  const fromBlock = Math.min(...sources.map(beginOf))
  // Everything from the first block on belongs to the chain that is followed, also where no contract is there yet.
  processor.addLog({ range: { from: fromBlock }, address: [NOBODY], topic0: [NOTHING] })
  for (const source of sources) {
    const { addresses, topics, toBlock } = source
    const from = beginOf(source)
    const [topic0, topic1, topic2, topic3] = topics.map((each) => each?.slice())
    processor.addLog({
      range: { from, ...(toBlock === null ? {} : { to: toBlock }) },
      ...(addresses.length ? { address: [...addresses] } : {}),
      ...(topic0 ? { topic0 } : {}),
      ...(topic1 ? { topic1 } : {}),
      ...(topic2 ? { topic2 } : {}),
      ...(topic3 ? { topic3 } : {}),
      transaction: true,
    })
  }
  return (processor as unknown as { getBatchRequests(): RangeRequest<LogRequests>[] }).getBatchRequests()
}

/** Where a source is read from: its beginning, or later where no log of it can be. */
function beginOf({ fromBlock, readFrom = 0 }: Source): number {
  return Math.max(fromBlock, readFrom)
}

/** The sources that apply somewhere in a range, as filters. */
export function listFilters(sources: readonly Source[], range: BlockRange): LogFilter[] {
  return sources
    .filter((each) => beginOf(each) <= range.to && (each.toBlock === null || each.toBlock >= range.from))
    .map(({ addresses, topics, callsOf, beside }) => ({
      addresses,
      topics,
      callsOf,
      ...(beside && { beside }),
    }))
}

const NOBODY = `0x${'00'.repeat(20)}`
const NOTHING = `0x${'00'.repeat(32)}`
