import type { Pool, PoolClient } from '../../platform/database.ts'
import { transact } from '../../platform/transaction.ts'
import type { FactKind } from '../events/facts.ts'

/** Blocks in one partition of a facts table. */
const PARTITION_BLOCKS = 1_000_000

// Two indexers (of two chains) may want the same partition at the same time.
const PARTITION_LOCK = `select pg_advisory_xact_lock(hashtextextended('assay-partitions', 0))`

/**
 * The secondary indexes of a facts table, by name: columns. The primary key is always there. `deferred` ones are not
 * kept up during a bulk backfill, but built once it is done: measured, this halves the cost of a row.
 */
interface FactIndex {
  readonly name: string
  readonly columns: string
  /** Of which rows; left out: of all. */
  readonly where?: string
  readonly deferred: boolean
}

// What is looked for stands first, and what nearly all rows have in common last: a sort of rows that begin alike compares them column by column.
const BY_NODE: FactIndex = { name: 'node', columns: 'node, block_number, chain_id, network', deferred: true }
const BY_NODE_NOW: FactIndex = { ...BY_NODE, deferred: false }
const BY_TX: FactIndex = { name: 'tx', columns: 'tx_hash', deferred: true }
const BY_TIME: FactIndex = {
  name: 'time',
  columns: 'network, block_time, chain_id, block_number, position',
  deferred: true,
}

const INDEXES: { readonly [K in FactKind]: readonly FactIndex[] } = {
  node_registered: [
    BY_NODE_NOW,
    { name: 'measurement', columns: 'network, chain_id, measurement', deferred: false },
  ],
  node_status: [BY_NODE_NOW],
  measurement_status: [
    { name: 'measurement', columns: 'network, chain_id, measurement, block_number', deferred: false },
  ],
  heartbeat: [BY_NODE, BY_TX],
  settlement: [
    BY_TX,
    BY_TIME,
    { name: 'blob', columns: 'network, blob_id', deferred: true },
    { name: 'root', columns: 'merkle_root', deferred: true },
  ],
  settled_claim: [
    BY_NODE,
    BY_TX,
    BY_TIME,
    { name: 'output', columns: 'output_hash', deferred: true },
    { name: 'request', columns: 'request', deferred: true },
  ],
  model_published: [{ name: 'model', columns: 'model', deferred: true }],
  request_assigned: [BY_NODE, { name: 'request', columns: 'request', deferred: true }],
  fee: [
    BY_NODE,
    BY_TX,
    BY_TIME,
    { name: 'payer', columns: 'payer, block_number, network', deferred: true },
    { name: 'payee', columns: 'payee, block_number, network', deferred: true },
    // Few of all fees, that explain transfers: found without reading the others.
    { name: 'refund', columns: 'network, payer', where: 'refund', deferred: true },
  ],
  emission: [BY_NODE, BY_TX, BY_TIME],
  penalty: [
    BY_NODE,
    BY_TX,
    BY_TIME,
    // Those of a day that may be no penalty at all, but what an owner did.
    {
      name: 'maintenance',
      columns: 'network, chain_id, block_time',
      where: `kind in ('node_disabled', 'measurement_revoked')`,
      deferred: true,
    },
  ],
  stake_change: [BY_NODE, BY_TX],
  parameter_change: [],
  role_change: [],
  movement: [BY_NODE, BY_TX, BY_TIME],
  governance_action: [],
  node_report: [
    BY_NODE,
    // Among a validator's reports of every block: the power that it had at one.
    {
      name: 'power',
      columns: 'network, chain_id, node, block_number',
      where: "topic = 'voting_power'",
      deferred: true,
    },
  ],
  market_offer: [{ name: 'request', columns: 'network, chain_id, request', deferred: false }],
  // Only steps of these kinds are looked for by request.
  market_step: [
    {
      name: 'request',
      columns: 'network, chain_id, request_id',
      where: `step in ('locked', 'delivered', 'slashed')`,
      deferred: false,
    },
  ],
  market_lock: [BY_NODE, BY_TX, { name: 'due', columns: 'network, chain_id, lock_deadline', deferred: true }],
  market_payment: [
    BY_NODE,
    BY_TX,
    BY_TIME,
    // Few of all payments: those that a later offer tells, and those that it told.
    {
      name: 'unseen',
      columns: 'network, chain_id, request',
      where: `reason = 'OFFER_UNSEEN' or paid_by = 'later_offer'`,
      deferred: false,
    },
  ],
  proof_root: [{ name: 'root', columns: 'root', deferred: true }],
  work_reported: [BY_NODE, { name: 'period', columns: 'network, chain_id, period', deferred: true }],
  work_period: [],
  work_reward: [BY_NODE, { name: 'period', columns: 'network, chain_id, period', deferred: true }],
  unknown_log: [{ name: 'reason', columns: 'network, reason', deferred: true }],
}

/** Begin the primary key of every facts table. */
const PRIMARY = ['network', 'chain_id', 'block_number']

/** The partitions that are known to exist, so that the catalogue is asked once. */
export class Partitions {
  readonly #known = new Set<string>()
  readonly #unmeasured: { readonly kind: FactKind; readonly name: string }[] = []
  #created = false

  /** Whether partitions were made since this was asked last: their deferred indexes are to be built. */
  takeCreated(): boolean {
    const created = this.#created
    this.#created = false
    return created
  }

  /** Makes sure that rows of `kind` in the range can be written, within the client's transaction. */
  async ensure(client: PoolClient, kind: FactKind, from: number, to: number): Promise<void> {
    for (let at = startOf(from); at <= to; at += PARTITION_BLOCKS) {
      const name = partitionName(kind, at)
      if (this.#known.has(name)) continue
      await client.query(PARTITION_LOCK)
      const { rows } = await client.query(`select to_regclass('facts.${name}') is not null as there`)
      if (rows[0]?.there) continue
      await createPartition(client, kind, at)
      this.#created = true
      this.#unmeasured.push({ kind, name })
    }
  }

  /**
   * Lets Postgres measure the partitions that were made since this was asked last and whose rows are looked for while they are being
   * filled, within the client's transaction: else it takes a range of blocks for as narrow as a request, and reads every block for a few.
   */
  async measure(client: PoolClient): Promise<void> {
    for (const { kind, name } of this.#unmeasured.splice(0)) {
      const keys = INDEXES[kind]
        .filter(({ deferred }) => !deferred)
        .flatMap(({ columns }) => columns.split(', '))
      if (keys.length)
        await client.query(`analyze facts.${name} (${[...new Set([...PRIMARY, ...keys])].join(', ')})`)
    }
  }

  /** Only once the transaction that made them was committed. */
  confirm(kind: FactKind, from: number, to: number): void {
    for (let at = startOf(from); at <= to; at += PARTITION_BLOCKS) this.#known.add(partitionName(kind, at))
  }
}

async function createPartition(client: PoolClient, kind: FactKind, from: number): Promise<void> {
  const name = partitionName(kind, from)
  // Attaching locks less than creating as a partition: readers of the table go on.
  await client.query(
    `create table facts.${name} (like facts.${kind} including defaults including constraints)`,
  )
  await client.query(
    `alter table facts.${kind} attach partition facts.${name} for values from (${from}) to (${from + PARTITION_BLOCKS})`,
  )
  for (const index of INDEXES[kind]) if (!index.deferred) await createIndex(client, name, index)
}

/** Secondary indexes that are built at once: each keeps one core of the server busy. */
const BUILDERS = 2

/**
 * Builds every secondary index that is still missing on partitions that hold rows, some at a time, each in a transaction
 * of its own: a kill leaves the finished ones. Returns the names of those that were built. The signal ends it at once,
 * with its reason: an index of a large partition takes minutes, and is begun again by the next start.
 */
export async function buildIndexes(pool: Pool, signal: AbortSignal): Promise<string[]> {
  const missing = await listMissing(pool)
  const built: string[] = []
  const queue = missing.values()
  const builds = Array.from({ length: BUILDERS }, async () => {
    for (const { partition, index } of queue) {
      await buildIndex(pool, partition, index, signal)
      built.push(nameOf(partition, index))
    }
  })
  for (const build of await Promise.allSettled(builds)) if (build.status === 'rejected') throw build.reason
  return built
}

async function listMissing(pool: Pool): Promise<{ partition: string; index: FactIndex }[]> {
  const { rows } = await pool.query<{ partition: string; kind: FactKind; indexes: string[] }>(
    `select c.relname as partition, p.relname as kind,
       array(select x.relname::text from pg_index i join pg_class x on x.oid = i.indexrelid where i.indrelid = c.oid) as indexes
     from pg_inherits i
     join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
     join pg_namespace n on n.oid = p.relnamespace where n.nspname = 'facts' and c.relkind = 'r' order by c.relname`,
  )
  return rows.flatMap(({ partition, kind, indexes }) =>
    INDEXES[kind]
      .filter((index) => !indexes.includes(nameOf(partition, index)))
      .map((index) => ({ partition, index })),
  )
}

// Two indexers (of two chains) may want the same index at the same time.
async function buildIndex(
  pool: Pool,
  partition: string,
  index: FactIndex,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted()
  const client = await pool.connect()
  let held = true
  // With a connection that is thrown away its transaction ends.
  const release = (broken: boolean) => {
    if (held) client.release(broken)
    held = false
  }
  const abort = () => release(true)
  signal.addEventListener('abort', abort, { once: true })
  try {
    await transact(client, async () => {
      // A sort that fits in memory takes half as long as one that does not.
      await client.query(`set local maintenance_work_mem = '256MB'`)
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [nameOf(partition, index)])
      await createIndex(client, partition, index)
    })
    release(false)
  } catch (error) {
    release(true)
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

function nameOf(partition: string, index: FactIndex): string {
  return `${partition}_${index.name}`
}

async function createIndex(client: PoolClient, partition: string, index: FactIndex): Promise<void> {
  const where = index.where ? ` where ${index.where}` : ''
  await client.query(
    `create index if not exists ${nameOf(partition, index)} on facts.${partition} (${index.columns})${where}`,
  )
}

function startOf(block: number): number {
  return block - (block % PARTITION_BLOCKS)
}

function partitionName(kind: FactKind, from: number): string {
  return `${kind}_p${from / PARTITION_BLOCKS}`
}
