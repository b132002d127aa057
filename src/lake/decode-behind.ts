import { Misconfigured } from '../claim/errors.ts'
import type { FactKind } from '../indexer/events/facts.ts'
import type { DecodeKept } from '../indexer/operate/redecode.ts'
import type { Place } from '../indexer/place.ts'
import { readKept } from '../indexer/segments/reader.ts'
import type { SegmentStore } from '../indexer/segments/store.ts'
import { copyRows } from '../indexer/store/copy.ts'
import { FactRows, listFactColumns, listRequiredColumns } from '../indexer/store/fact-rows.ts'
import { readLogs } from '../indexer/store/market-steps.ts'
import { Partitions } from '../indexer/store/partitions.ts'
import { proveHeartbeats } from '../indexer/store/prove-heartbeats.ts'
import { settleBlocks } from '../indexer/store/settle.ts'
import type { Pool, PoolClient } from '../platform/database.ts'
import { transact } from '../platform/transaction.ts'
import { hasFacts } from './has-facts.ts'

const FLUSH_BYTES = 16 << 20

/** What was kept raw of a chain, and what decodes it. */
export interface KeptRaw {
  readonly pool: Pool
  readonly place: Place
  readonly segments: SegmentStore
  readonly decode: DecodeKept
}

/**
 * Decodes the facts of these blocks as the indexer would have, in one transaction. Returns how many there are.
 * @throws Misconfigured `NOT_EMPTY`; Unavailable `UNAVAILABLE_SEGMENT`
 */
export async function decodeBehind(
  { pool, place, segments, decode }: KeptRaw,
  client: PoolClient,
  range: { readonly from: number; readonly to: number },
): Promise<number> {
  if (range.from > range.to) return 0
  if (await hasFacts(client, place, range.from, range.to))
    throw new Misconfigured(
      'NOT_EMPTY',
      `facts of blocks ${range.from} to ${range.to} are there, and the lake does not hold them: nothing was added behind block ${range.from - 1}`,
    )
  const required = await listRequiredColumns(client)
  const toEmpty = () => new FactRows(place.network, place.chain, required)
  const partitions = new Partitions()
  const kinds = new Set<FactKind>()
  let count = 0
  const write = async (facts: FactRows) => {
    for (const [kind, rows] of facts.byKind) {
      if (rows.rows === 0) continue
      await partitions.ensure(client, kind, range.from, range.to)
      await copyRows(client, `facts.${kind}`, listFactColumns(kind), rows)
      kinds.add(kind)
      count += rows.rows
    }
  }
  return transact(client, async () => {
    let facts = toEmpty()
    for await (const block of readKept(pool, place, segments, range.from)) {
      decode(block, facts)
      if (facts.bytes < FLUSH_BYTES) continue
      await write(facts)
      facts = toEmpty()
    }
    await write(facts)
    if (kinds.has('heartbeat')) await proveHeartbeats(client, place, range)
    const settled = { blocks: range, logs: () => readLogs(client, place, range) }
    await settleBlocks(client, place, settled, { kinds, toEmpty, write })
    return count
  })
}
