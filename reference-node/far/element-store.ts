import type { Pool } from '../../src/platform/database.ts'
import { inTransaction } from '../../src/platform/transaction.ts'
import type { CutOff, ElementRow } from '../sample/population.ts'
import type { ElementLog, Source } from './elements.ts'

const ADD = `insert into watch.element (network, chain_id, source, block_number, block_hash, block_time, position, kind,
    leaves, evidence, node)
  select $1, $2, $3, block_number, decode(block_hash, 'hex'), to_timestamp(block_time), position, kind, leaves, evidence,
    decode(node, 'hex')
  from jsonb_to_recordset($4::jsonb) as each(block_number integer, block_hash text, block_time bigint, position integer,
    kind text, leaves numeric, evidence text, node text) on conflict do nothing`
const REACH = `insert into watch.element_scan values ($1, $2, $3, $4)
  on conflict (network, chain_id, source) do update set to_block = excluded.to_block`

/** An element's log with what its statement is chosen by. */
export interface KeptRow extends ElementRow {
  readonly evidence: string | null
  readonly node: Buffer | null
}

/** The logs of a network's elements that were read from its chains, so that each block is read once. */
export class ElementStore {
  readonly #pool: Pool
  readonly #network: string

  constructor(pool: Pool, network: string) {
    this.#pool = pool
    this.#network = network
  }

  /** Up to which block a chain was read for a source; -1: not at all. */
  async reached(chainId: number, source: Source): Promise<number> {
    const { rows } = await this.#pool.query<{ to_block: number }>(
      'select to_block from watch.element_scan where network = $1 and chain_id = $2 and source = $3',
      [this.#network, chainId, source],
    )
    return rows[0]?.to_block ?? -1
  }

  /** Keeps what stands in the blocks up to `toBlock`. */
  async keep(chainId: number, source: Source, toBlock: number, found: readonly ElementLog[]): Promise<void> {
    const place = [this.#network, chainId, source]
    const rows = found.map((each) => ({
      block_number: each.block,
      block_hash: each.blockHash.slice(2),
      block_time: each.blockTime,
      position: each.position,
      kind: each.kind,
      leaves: each.leaves === null ? null : String(each.leaves),
      evidence: each.evidence,
      node: each.node?.slice(2) ?? null,
    }))
    await inTransaction(this.#pool, async (client) => {
      await client.query(ADD, [...place, JSON.stringify(rows)])
      await client.query(REACH, [...place, toBlock])
    })
  }

  /** The logs of a source up to a block of each chain. */
  async list(source: Source, chains: readonly CutOff[]): Promise<KeptRow[]> {
    const { rows } = await this.#pool.query<KeptRow>(
      `select chain_id, block_number, block_hash, block_time, position, kind, leaves, evidence, node
       from watch.element join unnest($3::bigint[], $4::integer[]) as cut(chain_id, to_block) using (chain_id)
       where network = $1 and source = $2 and block_number <= to_block`,
      [this.#network, source, chains.map(({ chainId }) => chainId), chains.map(({ toBlock }) => toBlock)],
    )
    return rows
  }

  /** Bytes that the database takes. */
  async size(): Promise<number> {
    const { rows } = await this.#pool.query<{ size: string }>(
      'select pg_database_size(current_database())::text as size',
    )
    return Number(rows[0]?.size ?? 0)
  }
}
