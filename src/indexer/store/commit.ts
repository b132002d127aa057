import type { PoolClient } from '../../platform/database.ts'
import { transact } from '../../platform/transaction.ts'
import { deriveAdded } from '../derive/derive.ts'
import type { FactKind } from '../events/facts.ts'
import type { Place } from '../place.ts'
import { copyRows } from './copy.ts'
import { type FactRows, listFactColumns } from './fact-rows.ts'
import { type AnyGroup, JOURNAL_COLUMNS } from './group.ts'
import { listLogs } from './market-steps.ts'
import type { Partitions } from './partitions.ts'
import { proveHeartbeats } from './prove-heartbeats.ts'
import { rollBack } from './rollback.ts'
import { settleBlocks } from './settle.ts'
import { recordStatus, type Status } from './status.ts'
import type { WriterConnection } from './writer.ts'

/** What one transaction moves. */
export interface Commit {
  readonly group: AnyGroup
  readonly before: Status | undefined
  readonly after: Status
  /** The newest block of the chain that the source has seen. */
  readonly head: number
  /** More to be written in the same transaction, e.g. the segment that holds the raw data. */
  readonly also?: (client: PoolClient) => Promise<void>
}

/** Blocks without data are forgotten this far below finality; a deeper fork is found between blocks with data. */
const JOURNAL_DEPTH = 1024

/**
 * One block batch is one transaction: what gives way, facts, derived rows, journal and status. Readers hear of it
 * through `NOTIFY assay_block`.
 */
export async function commitGroup(
  { client, fence }: WriterConnection,
  place: Place,
  commit: Commit,
  partitions: Partitions,
): Promise<void> {
  const { group, before, after } = commit
  const written = await transact(client, async () => {
    const replaced = before !== undefined && before.height > group.base
    if (replaced) await rollBack(client, place, group.base + 1, before.height)
    const kinds = await writeFacts(client, place, group, partitions)
    if (commit.also) await commit.also(client)
    await recordStatus(client, place, after, commit.head, fence)
    await prune(client, place, before, after)
    await notify(client, place, after, replaced ? group.base + 1 : undefined)
    return kinds
  })
  const { last, raw } = group
  if (last)
    for (const kind of written) partitions.confirm(kind, raw[0]?.number ?? group.base + 1, last.height)
}

/** Returns the kinds of facts that were written. */
async function writeFacts(
  client: PoolClient,
  place: Place,
  group: AnyGroup,
  partitions: Partitions,
): Promise<ReadonlySet<FactKind>> {
  const { last } = group
  const kinds = new Set<FactKind>()
  if (last === undefined) return kinds
  const range = { from: group.base + 1, to: last.height }
  // A chain whose first contract stands in block forty million has no partitions for what was before it.
  const first = group.raw[0]?.number ?? range.from
  const write = async (facts: FactRows) => {
    for (const [kind, rows] of facts.byKind) {
      if (rows.rows === 0) continue
      await partitions.ensure(client, kind, first, range.to)
      await copyRows(client, `facts.${kind}`, listFactColumns(kind), rows)
      kinds.add(kind)
    }
    await partitions.measure(client)
  }
  await write(group.facts)
  if (kinds.has('heartbeat')) await proveHeartbeats(client, place, range)
  const settled = { blocks: range, logs: async () => listLogs(group.facts) }
  await settleBlocks(client, place, settled, { kinds, toEmpty: () => group.facts.toEmpty(), write })
  if (group.journal.rows) await copyRows(client, 'ingest.block', JOURNAL_COLUMNS, group.journal)
  const scope = { network: place.network, chain: place.chain, ...range, kinds }
  await deriveAdded(client, scope, last.timestamp)
  return kinds
}

async function prune(
  client: PoolClient,
  place: Place,
  before: Status | undefined,
  after: Status,
): Promise<void> {
  const since = (before?.finalizedHeight ?? 0) - JOURNAL_DEPTH
  const until = after.finalizedHeight - JOURNAL_DEPTH
  if (until <= since) return
  await client.query(
    `delete from ingest.block where network = $1 and chain_id = $2 and number >= $3 and number < $4 and not holds_data`,
    [place.network, place.chain, since, until],
  )
}

async function notify(
  client: PoolClient,
  place: Place,
  after: Status,
  from: number | undefined,
): Promise<void> {
  const payload = {
    network: place.network,
    chain: place.chain,
    number: after.height,
    hash: after.hash,
    kind: from === undefined ? 'block' : 'reorg',
    // The first block whose earlier data no longer holds.
    ...(from === undefined ? {} : { from }),
  }
  await client.query(`select pg_notify('assay_block', $1)`, [JSON.stringify(payload)])
}
