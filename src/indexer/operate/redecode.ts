import { nextDigest, seedDigest } from '../../claim/digest.ts'
import { CodedError, Misconfigured } from '../../claim/errors.ts'
import type { Pool, PoolClient } from '../../platform/database.ts'
import { transact } from '../../platform/transaction.ts'
import { deriveAdded } from '../derive/derive.ts'
import { decodeBlock, type FactSink } from '../events/decode.ts'
import { FACT_COLUMNS, type FactKind } from '../events/facts.ts'
import type { EventTable } from '../events/table.ts'
import { listChainTables } from '../identity/chain-tables.ts'
import type { Place } from '../place.ts'
import type { SegmentBlock } from '../segments/format.ts'
import { readKept, toRawBlock } from '../segments/reader.ts'
import type { SegmentStore } from '../segments/store.ts'
import { copyRows } from '../store/copy.ts'
import { FactRows, listFactColumns, listRequiredColumns, type RequiredColumns } from '../store/fact-rows.ts'
import { noteLakeChange } from '../store/lake-changes.ts'
import { readLogs } from '../store/market-steps.ts'
import { Partitions } from '../store/partitions.ts'
import { proveHeartbeats } from '../store/prove-heartbeats.ts'
import { orderSegments } from '../store/segment-order.ts'
import { settleBlocks } from '../store/settle.ts'
import { findStatus, type Status } from '../store/status.ts'
import { acquireWriter, type Holder } from '../store/writer.ts'

const SHADOW = 'shadow'
const KINDS = Object.keys(FACT_COLUMNS) as FactKind[]
const FLUSH_BYTES = 16 << 20

/** Appends the facts of a block as it was kept to `rows`. */
export type DecodeKept = (block: SegmentBlock, rows: FactSink) => void

/** Decoding of kept blocks by the events of one EVM chain. */
export function decodeKeptBy(table: EventTable): DecodeKept {
  return (block, rows) => decodeBlock(toRawBlock(block), table, rows)
}

export interface RedecodeOptions {
  readonly pool: Pool
  readonly place: Place
  readonly decode: DecodeKept
  /** Where the raw data is kept. */
  readonly store: SegmentStore
  /** Is told, once, which writer of the chain is waited for. */
  readonly onWait?: (holder: Holder) => void
}

/**
 * Decodes everything that was kept raw once more, with today's decoders, into a shadow schema, and puts it in place of the old
 * facts in one transaction: readers see the old or the new, never a part. No endpoint is asked. The indexer must not run.
 * Returns how many facts there are of each kind.
 * @throws Misconfigured `NOTHING_INDEXED`; CodedError `RAW_INCOMPLETE` when what was kept does not lead to the stored digest
 */
export async function redecode(
  { pool, place, decode, store, onWait }: RedecodeOptions,
  signal: AbortSignal,
): Promise<Partial<Record<FactKind, number>>> {
  const { client, release } = await acquireWriter(pool, place.network, place.chain, signal, onWait)
  try {
    // There is one shadow schema, and perhaps another chain's run; the lock ends with the connection.
    await client.query(`select pg_advisory_lock(hashtextextended('assay-redecode', 0))`)
    const status = await findStatus(client, place)
    if (status === undefined)
      throw new Misconfigured(
        'NOTHING_INDEXED',
        `nothing of ${place.network} chain ${place.chain} is indexed`,
      )
    await orderSegments({ pool, place, store }, status)
    await makeShadow(client)
    const required = await listRequiredColumns(client)
    const counts = await fillShadow({ client, pool, place, decode, store, required, status })
    await swap({ client, place, status, required }, counts)
    return counts
  } finally {
    // A shadow of a run that failed is dropped by the next one.
    release()
  }
}

async function makeShadow(client: PoolClient): Promise<void> {
  await client.query(`drop schema if exists ${SHADOW} cascade`)
  await client.query(`create schema ${SHADOW}`)
  for (const kind of KINDS) await client.query(`create unlogged table ${SHADOW}.${kind} (like facts.${kind})`)
}

interface Filling {
  readonly client: PoolClient
  readonly pool: Pool
  readonly place: Place
  readonly decode: DecodeKept
  readonly store: SegmentStore
  readonly required: RequiredColumns
  readonly status: Status
}

async function fillShadow(filling: Filling): Promise<Partial<Record<FactKind, number>>> {
  const { pool, place, decode, store, required, status } = filling
  const counts: Partial<Record<FactKind, number>> = {}
  let digest = seedDigest(place.chain, status.sourceSetHash)
  let rows = new FactRows(place.network, place.chain, required)
  for await (const block of readKept(pool, place, store)) {
    digest = nextDigest(digest, block.hash, block.records)
    decode(block, rows)
    if (rows.bytes < FLUSH_BYTES) continue
    await writeShadow(filling.client, rows, counts)
    rows = new FactRows(place.network, place.chain, required)
  }
  await writeShadow(filling.client, rows, counts)
  if (digest !== status.digest)
    throw new CodedError(
      'RAW_INCOMPLETE',
      `the raw data that was kept leads to digest ${digest}, stored is ${status.digest}: a segment is missing. Nothing was changed`,
    )
  return counts
}

async function writeShadow(
  client: PoolClient,
  rows: FactRows,
  counts: Partial<Record<FactKind, number>>,
): Promise<void> {
  for (const [kind, encoded] of rows.byKind) {
    if (encoded.rows === 0) continue
    await copyRows(client, `${SHADOW}.${kind}`, listFactColumns(kind), encoded)
    counts[kind] = (counts[kind] ?? 0) + encoded.rows
  }
}

async function swap(
  { client, place, status, required }: Pick<Filling, 'client' | 'place' | 'status' | 'required'>,
  counts: Partial<Record<FactKind, number>>,
): Promise<void> {
  const { network, chain } = place
  const here = [network, chain]
  const decoded = new Set(Object.keys(counts) as FactKind[])
  const partitions = new Partitions()
  await transact(client, async () => {
    for (const kind of KINDS) {
      await client.query(`delete from facts.${kind} where network = $1 and chain_id = $2`, here)
      if (!decoded.has(kind)) continue
      await partitions.ensure(client, kind, 0, status.height)
      const columns = listFactColumns(kind).join(', ')
      await client.query(`insert into facts.${kind} (${columns}) select ${columns} from ${SHADOW}.${kind}`)
    }
    await proveHeartbeats(client, place, { from: 0, to: status.height })
    const write = async (facts: FactRows) => {
      for (const [kind, rows] of facts.byKind) {
        await partitions.ensure(client, kind, 0, status.height)
        await copyRows(client, `facts.${kind}`, listFactColumns(kind), rows)
        counts[kind] = (counts[kind] ?? 0) + rows.rows
      }
    }
    const toEmpty = () => new FactRows(network, chain, required)
    const blocks = { from: 0, to: status.height }
    const settled = { blocks, logs: () => readLogs(client, place, blocks) }
    await settleBlocks(client, place, settled, { kinds: decoded, toEmpty, write })
    const kinds = new Set(Object.keys(counts) as FactKind[])
    for (const table of await listChainTables(client, ['derived']))
      await client.query(`delete from ${table} where network = $1 and chain_id = $2`, here)
    await deriveAdded(client, { network, chain, from: 0, to: status.height, kinds }, status.time ?? 0)
    await noteLakeChange(client, place, 0)
    await client.query(`drop schema ${SHADOW} cascade`)
  })
}
