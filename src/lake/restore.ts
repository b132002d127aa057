import { Misconfigured, Rejected } from '../claim/errors.ts'
import { FACT_COLUMNS, type FactKind } from '../indexer/events/facts.ts'
import type { DecodeKept } from '../indexer/operate/redecode.ts'
import type { Place } from '../indexer/place.ts'
import { readKept } from '../indexer/segments/reader.ts'
import type { SegmentStore } from '../indexer/segments/store.ts'
import { copyRows } from '../indexer/store/copy.ts'
import { FactRows, listFactColumns, listRequiredColumns } from '../indexer/store/fact-rows.ts'
import { buildIndexes, Partitions } from '../indexer/store/partitions.ts'
import { proveHeartbeats } from '../indexer/store/prove-heartbeats.ts'
import { settleBlocks } from '../indexer/store/settle.ts'
import { findStatus, type Status } from '../indexer/store/status.ts'
import { acquireWriter, type Holder } from '../indexer/store/writer.ts'
import type { Pool, PoolClient } from '../platform/database.ts'
import { transact } from '../platform/transaction.ts'
import { type CheckedRows, checkCell } from './check-cell.ts'
import { FACT_KINDS } from './columns.ts'
import { encodeRows } from './encode-rows.ts'
import type { Entry, NamedEntry } from './manifest.ts'
import { readManifest } from './memory.ts'
import type { LakeStore } from './store.ts'
import { compareDigest, compareRows } from './verify.ts'

const FLUSH_BYTES = 16 << 20

export interface RestoreOptions {
  readonly pool: Pool
  readonly place: Place
  readonly store: LakeStore
  /** What is behind the lake's last cell is decoded from these. */
  readonly segments: SegmentStore
  readonly decode: DecodeKept
  readonly onCell?: (entry: Entry) => void
  /** Is told, once, which writer of the chain is waited for. */
  readonly onWait?: (holder: Holder) => void
}

/** What a restore came to. */
export interface Restored {
  /** Facts that were put back from the lake, and of cells that were there already. */
  readonly fromLake: number
  readonly thereAlready: number
  /** Facts that were decoded from the raw data behind the lake's last cell. */
  readonly fromSegments: number
  readonly covered: number
  readonly height: number
  /** The state digest of the index, which every cell led to. */
  readonly digest: string
}

/**
 * Puts facts back into an index that was restored from a backup without them: those of final cells from the lake, each cell in one
 * transaction once it proved itself, and those behind from the raw data that was kept. Derived rows are of the backup. May be
 * repeated after a kill. The indexer must not run.
 * @throws Misconfigured `NOTHING_INDEXED`, `NOT_EMPTY`; Rejected `LAKE_FOREIGN`, `LAKE_ROWS`, `LAKE_CHAIN`, `LAKE_ROLLED_BACK`;
 * MalformedEvidence `LAKE_HASH`, `LAKE_INVALID`; Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`, `UNAVAILABLE_SEGMENT`
 */
export async function restoreFacts(options: RestoreOptions, signal: AbortSignal): Promise<Restored> {
  const { pool, place, store, onWait } = options
  const writer = await acquireWriter(pool, place.network, place.chain, signal, onWait)
  try {
    const status = await findStatus(writer.client, place)
    if (status === undefined)
      throw new Misconfigured(
        'NOTHING_INDEXED',
        `nothing of ${place.network} chain ${place.chain} is indexed`,
      )
    const { live } = await readManifest(store, place, pool)
    const done = { fromLake: 0, thereAlready: 0, covered: -1 }
    for (const named of live) {
      signal.throwIfAborted()
      const { entry } = named
      // What the backup does not reach is the indexer's to read again.
      if (!(await compareDigest(pool, place, entry))) break
      const rows = entry.kinds.reduce((sum, each) => sum + each.rows, 0)
      if (await hasFacts(writer.client, place, entry.from, entry.to)) {
        await compareRows(pool, entry, await checkCell(store, named))
        done.thereAlready += rows
      } else {
        await writeCell(store, named, writer.client)
        done.fromLake += rows
      }
      done.covered = entry.to
      options.onCell?.(entry)
    }
    const fromSegments = await decodeBehind(options, writer.client, status, done.covered + 1)
    await buildIndexes(pool, signal)
    return { ...done, fromSegments, height: status.height, digest: status.digest }
  } finally {
    writer.release()
  }
}

/** @throws Rejected `LAKE_ROWS` when the tables do not take the rows */
async function writeCell(store: LakeStore, named: NamedEntry, client: PoolClient): Promise<void> {
  try {
    await transact(client, () => checkCell(store, named, (batch) => writeBatch(client, named.entry, batch)))
  } catch (error) {
    if (!isRefusedValue(error)) throw error
    throw new Rejected(
      'LAKE_ROWS',
      `entry ${named.entry.sequence} holds a row that the tables refuse: ${error.message}`,
      'unknown',
      {
        cause: error,
      },
    )
  }
}

/** Numbers that are too large for their column, and what Postgres calls a wrong value (22…) or a broken rule (23…). */
function isRefusedValue(error: unknown): error is Error {
  if (error instanceof RangeError) return true
  return error instanceof Error && 'code' in error && /^2[23]\w{3}$/.test(String(error.code))
}

async function hasFacts(client: PoolClient, place: Place, from: number, to: number): Promise<boolean> {
  for (const kind of FACT_KINDS) {
    const { rows } = await client.query<{ there: boolean }>(
      `select exists (select from facts.${kind} where network = $1 and chain_id = $2 and block_number between $3 and $4) as there`,
      [place.network, place.chain, from, to],
    )
    if (rows[0]?.there) return true
  }
  return false
}

async function writeBatch(
  client: PoolClient,
  entry: Entry,
  { kind, columns, rows }: CheckedRows,
): Promise<void> {
  if (!Object.hasOwn(FACT_COLUMNS, kind))
    throw new Rejected('LAKE_FOREIGN', `the lake holds ${kind}, which this version of Assay does not know`)
  const fact = kind as FactKind
  const names = columns.map(({ name }) => name)
  if (names.join() !== listFactColumns(fact).join())
    throw new Rejected(
      'LAKE_FOREIGN',
      `the lake's ${kind} has other columns than this version's: ${names.join(', ')}`,
    )
  await new Partitions().ensure(client, fact, entry.from, entry.to)
  await copyRows(client, `facts.${fact}`, names, encodeRows(columns, rows))
}

/** Facts from this block on, decoded as the indexer would have: in one transaction. */
async function decodeBehind(
  { pool, place, segments, decode }: RestoreOptions,
  client: PoolClient,
  { height }: Status,
  from: number,
): Promise<number> {
  const range = { from, to: height }
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
    await settleBlocks(client, place, range, { kinds, toEmpty, write })
    return count
  })
}
