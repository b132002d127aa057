import { NotCheckable } from '../../src/claim/errors.ts'
import { hashOf, toBytes } from '../../src/claim/hex.ts'
import { type Element, encodeElement } from '../../src/claim/sample/population.ts'
import type { Statement, SubjectKind } from '../../src/claim/verdict.ts'
import type { Pool } from '../../src/platform/database.ts'
import type { Scope } from '../log/bodies.ts'

/** More are not held in memory at once. */
const MOST_ELEMENTS = 5_000_000

/** Up to which block of each chain a population goes. */
export interface CutOff {
  readonly chainId: number
  readonly toBlock: number
}

export interface Population {
  /** In their order. */
  readonly elements: readonly Element[]
  /** Elements of the statement that nobody can check again: they are outside. */
  readonly notRecomputable: number
  /** Time of the first block that holds one of the elements, Unix seconds; null without any. */
  readonly firstAt: number | null
}

// One row for each log; `leaves` of a batch is the size that its event states, whether or not anybody has its blob.
const HAND_OFFS = `select s.chain_id, s.block_number, s.block_hash, s.block_time, s.position, 'claim' as kind, s.relayer,
    case when s.kind = 'batch' then s.batch_size end as leaves, c.node, c.evidence
  from facts.settlement s left join facts.settled_claim c using (network, chain_id, block_number, position)
  where network = $1 and s.kind in ('batch', 'individual')`
const BATCHES = `select chain_id, block_number, block_hash, block_time, position, 'settlement' as kind, relayer, null::numeric as leaves,
    null::bytea as node, null as evidence from facts.settlement where network = $1 and kind = 'batch'`
const claims = (
  where: string,
) => `select chain_id, block_number, block_hash, block_time, position, 'claim' as kind, null::bytea as relayer,
    null::numeric as leaves, node, evidence from facts.settled_claim where network = $1 and ${where}`
const ROWS: Readonly<Record<Statement, string>> = {
  attestation_valid: `select chain_id, block_number, block_hash, block_time, position, 'registration' as kind, null::bytea as relayer,
      null::numeric as leaves, node, null as evidence from facts.node_registered
    where network = $1 and (tee_type is not null or attestation is not null)`,
  heartbeat_signed: `select chain_id, block_number, block_hash, block_time, position, 'heartbeat' as kind, null::bytea as relayer,
      null::numeric as leaves, node, null as evidence from facts.heartbeat where network = $1`,
  hand_off_signed: HAND_OFFS,
  settlement_included: `${BATCHES} union all ${HAND_OFFS}`,
  proof_valid: claims(`evidence not in ('tee_signature', 'onnx-replay')`),
  claim_shown: claims(`evidence = 'risc0'`),
  predicate_met: claims(`evidence = 'risc0'`),
  // A language model behind a closed API gives no output twice: its hand-off is attested, its output is nobody's to check.
  output_reproduced: claims(`evidence <> 'tee_signature'`),
}

/** A log that one element stands for, or as many as a batch has leaves. */
export interface ElementRow {
  chain_id: number
  block_number: number
  block_hash: Buffer
  block_time: Date
  position: number
  kind: SubjectKind
  leaves: string | null
}

const within = (rows: string) => `with each as (${rows}), cut as (
    select * from unnest($2::bigint[], $3::integer[]) as c(chain_id, to_block))
  select each.* from each join cut on cut.chain_id = each.chain_id and each.block_number <= cut.to_block
  where ($4::bytea is null or node = $4) and ($5::bytea is null or relayer = $5)`

/**
 * The elements that a statement is about on a network, up to a block of each chain: all of them, those that name one node on
 * chain, or those that one relayer settled.
 * @throws NotCheckable `UNSUPPORTED_POPULATION` when there are more than 5,000,000
 */
export async function readPopulation(
  pool: Pool,
  network: string,
  statement: Statement,
  scope: Scope,
  chains: readonly CutOff[],
): Promise<Population> {
  const values = [
    network,
    chains.map(({ chainId }) => chainId),
    chains.map(({ toBlock }) => toBlock),
    scope.kind === 'node' ? toBytes(scope.node) : null,
    scope.kind === 'relayer' ? toBytes(scope.relayer) : null,
  ]
  const { rows } = await pool.query<ElementRow>(within(ROWS[statement]), values)
  const outside =
    statement === 'output_reproduced'
      ? (await pool.query<ElementRow>(within(HAND_OFFS), values)).rows.reduce(
          (sum, row) => sum + countOf(row),
          0,
        )
      : 0
  return toPopulation(rows, outside)
}

/**
 * The population of these logs.
 * @throws NotCheckable `UNSUPPORTED_POPULATION` when there are more than 5,000,000
 */
export function toPopulation(rows: readonly ElementRow[], notRecomputable: number): Population {
  if (rows.reduce((sum, row) => sum + countOf(row), 0) > MOST_ELEMENTS)
    throw new NotCheckable(
      'UNSUPPORTED_POPULATION',
      `more than ${MOST_ELEMENTS} elements are not drawn from at once`,
    )
  const encoded = rows.flatMap(toElements).map((element) => ({ element, key: encodeElement(element) }))
  encoded.sort((a, b) => Buffer.compare(a.key, b.key))
  const firstAt = rows.reduce<number | null>(
    (first, { block_time }) => Math.min(first ?? Number.POSITIVE_INFINITY, block_time.getTime() / 1000),
    null,
  )
  return { elements: encoded.map(({ element }) => element), notRecomputable, firstAt }
}

/** The newest final block of each chain of a network that the index has. */
export async function readCutOff(pool: Pool, network: string): Promise<CutOff[]> {
  const { rows } = await pool.query(
    'select chain_id, finalized_height from ingest.status where network = $1 and finalized_height >= 0 order by chain_id',
    [network],
  )
  return rows.map((row) => ({ chainId: row.chain_id, toBlock: row.finalized_height }))
}

/** Elements of a log. */
export function countOf({ leaves }: ElementRow): number {
  return leaves === null ? 1 : Number(leaves)
}

function toElements(row: ElementRow): Element[] {
  const { chain_id: chainId, block_number: block, position, kind } = row
  const place = { kind, chainId, block, blockHash: hashOf(row.block_hash), position }
  if (row.leaves === null) return [{ ...place, leafIndex: null }]
  return Array.from({ length: Number(row.leaves) }, (_, leafIndex) => ({ ...place, leafIndex }))
}
