import { type Hash32, toHex } from '../src/claim/hex.ts'
import type { Statement, SubjectKind } from '../src/claim/verdict.ts'
import type { Pool } from '../src/platform/database.ts'
import type { OnChain } from './evidence/evidence.ts'

/** One thing on chain with the statements about it that still need an answer. All of it is the database's word. */
export interface DueSubject extends OnChain {
  readonly kind: SubjectKind
  readonly id: string
  readonly leafIndex: number | null
  readonly node: Hash32 | null
  readonly blockTime: Date
  readonly stated: Stated
  /** Statement and how often it went without an answer. */
  readonly due: readonly { readonly statement: Statement; readonly tries: number }[]
}

/** What the database says the chain says; hashes as hexadecimal without 0x. */
export type Stated = Readonly<Record<string, string | number | null>>

export interface PickOptions {
  readonly network: string
  readonly watchdog: string
  readonly repeatGraceSeconds: number
  readonly limit: number
  /** By chain id: blocks up to which every statement has a verdict that stands. */
  readonly completeTo: ReadonlyMap<number, number>
}

interface Row {
  chain_id: number
  kind: SubjectKind
  id: string
  block_number: number
  block_hash: Buffer
  block_time: Date
  position: number
  leaf_index: number | null
  node: Buffer | null
  statement: Statement
  tries: number
  stated: Stated
}

// A subject whose block is final, above what is complete, and without a verdict of ours that stands.
const OPEN = `from watch.subject s
  join ingest.status i on i.network = s.network and i.chain_id = s.chain_id and s.block_number <= i.finalized_height
  left join unnest($3::bigint[], $4::integer[]) as done(chain_id, block) on done.chain_id = s.chain_id
  where s.network = $1 and s.block_number > coalesce(done.block, -1)
    and not exists (select from watch.verdict v where v.network = s.network and v.watchdog = $2
      and v.subject_kind = s.kind and v.subject_id = s.id and v.block_hash = s.block_hash
      and v.statement = s.statement and not v.transient)`

// A question that nobody could answer waits, unless what it waited for has come: the archive changed the blob's state.
const RETRY = `left join watch.retry r on r.network = s.network and r.watchdog = $2 and r.subject_kind = s.kind
    and r.subject_id = s.id and r.block_hash = s.block_hash and r.statement = s.statement
  left join archive.blob b on b.network = s.network and b.blob_id = s.blob_id`

// Whether a hand-off is a repeat can be told only when the batches before it can be read. One that is being looked for
// holds the answer up, but not for longer than the grace: a batch that nobody can get must not stop the rest.
const HELD = `s.statement = 'hand_off_signed' and exists (
  select from facts.settlement e join archive.blob eb on eb.network = e.network and eb.blob_id = e.blob_id
  where e.network = s.network and e.chain_id = s.chain_id and e.kind = 'batch' and eb.status = 'pending'
    and (e.block_number, e.position) < (s.block_number, s.position)
    and eb.first_seen_at > now() - make_interval(secs => $5))`

/** Finalized subjects with statements to check now, oldest block first. */
export async function listDueSubjects(pool: Pool, options: PickOptions): Promise<DueSubject[]> {
  const { rows } = await pool.query<Row>(
    `select o.*, coalesce(o.tries, 0) as tries from (
       select s.*, r.tries, r.next_try_at, r.tried_at, b.changed_at
       from (select s.* ${OPEN}) s ${RETRY}
       where (r.next_try_at is null or r.next_try_at <= now() or b.changed_at > r.tried_at) and not (${HELD})
     ) o order by o.block_time, o.chain_id, o.block_number, o.position, o.leaf_index limit $6`,
    [...parameters(options), options.repeatGraceSeconds, options.limit],
  )
  const subjects = new Map<string, DueSubject>()
  for (const row of rows) {
    const key = `${row.kind} ${row.id} ${row.block_hash.toString('hex')}`
    const known = subjects.get(key)
    const due = [...(known?.due ?? []), { statement: row.statement, tries: row.tries }]
    subjects.set(key, { ...(known ?? toSubject(row)), due })
  }
  return [...subjects.values()]
}

/** By chain id: the last block up to which nothing is open, final blocks only. */
export async function listCompleteTo(pool: Pool, options: PickOptions): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ chain_id: number; complete_to: number }>(
    `select i.chain_id, coalesce(open.block - 1, i.finalized_height) as complete_to from ingest.status i
     left join (select s.chain_id, min(s.block_number) as block ${OPEN} group by s.chain_id) open
       on open.chain_id = i.chain_id where i.network = $1`,
    parameters(options),
  )
  return new Map(rows.map((row) => [row.chain_id, row.complete_to]))
}

function parameters({ network, watchdog, completeTo }: PickOptions): unknown[] {
  return [network, watchdog, [...completeTo.keys()], [...completeTo.values()]]
}

function toSubject(row: Row): DueSubject {
  return {
    kind: row.kind,
    id: row.id,
    chainId: row.chain_id,
    block: row.block_number,
    blockHash: toHex(row.block_hash) as Hash32,
    blockTime: row.block_time,
    position: row.position,
    leafIndex: row.leaf_index,
    node: row.node && (toHex(row.node) as Hash32),
    stated: row.stated,
    due: [],
  }
}
