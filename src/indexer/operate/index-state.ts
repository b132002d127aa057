import { type Hash32, hashOf } from '../../claim/hex.ts'
import type { Pool } from '../../platform/database.ts'
import type { Place } from '../place.ts'

/** What one indexer says of itself, for people and for `/status`. */
export interface IndexState {
  readonly network: string
  readonly chain: number
  readonly height: number
  /** `0x` while nothing is stored. */
  readonly hash: Hash32 | '0x'
  readonly finalized: number
  readonly head: number
  /** Blocks between the newest one seen and the newest one stored. */
  readonly lag: number
  /** `0x` while nothing is stored. */
  readonly digest: Hash32 | '0x'
  /** Why it does not move; null when it does. */
  readonly trouble: { readonly code: string; readonly message: string; readonly since: string } | null
  /** Lies that endpoints were caught in. */
  readonly refused: readonly { readonly endpoint: string; readonly kind: string; readonly times: number }[]
  /** Blocks of the journal by what vouches for them. */
  readonly vouchedBy: readonly { readonly proof: string; readonly by: string; readonly blocks: number }[]
}

/** The digest after a block, with the newest block that holds data up to there. */
export interface DigestAt {
  readonly number: number
  readonly hash: Hash32
  readonly digest: Hash32
}

/** Undefined: nothing of this chain is stored yet. */
export async function findState(pool: Pool, { network, chain }: Place): Promise<IndexState | undefined> {
  const here = [network, chain]
  const [status, faults, proofs] = await Promise.all([
    pool.query('select * from ingest.status where network = $1 and chain_id = $2', here),
    pool.query(
      `select endpoint, kind, count(*)::int as times from ingest.provider_fault
       where network = $1 and chain_id = $2 group by 1, 2 order by 3 desc`,
      here,
    ),
    pool.query(
      `select proof, vouched_by as by, count(*)::int as blocks from ingest.block
       where network = $1 and chain_id = $2 group by 1, 2 order by 3 desc`,
      here,
    ),
  ])
  const row = status.rows[0]
  if (row === undefined) return undefined
  return {
    network,
    chain,
    height: row.height,
    hash: row.hash.length ? hashOf(row.hash) : '0x',
    finalized: row.finalized_height,
    head: row.head,
    lag: row.head - row.height,
    digest: row.digest.length ? hashOf(row.digest) : '0x',
    trouble: row.trouble_code && {
      code: row.trouble_code,
      message: row.trouble,
      since: row.trouble_since.toISOString(),
    },
    refused: faults.rows,
    vouchedBy: proofs.rows,
  }
}

/** The digest as of a block; undefined below the first block with data. */
export async function findDigest(pool: Pool, place: Place, at: number): Promise<DigestAt | undefined> {
  const { rows } = await pool.query<{ number: number; hash: Uint8Array; digest: Uint8Array }>(
    `select number, hash, digest from ingest.block
     where network = $1 and chain_id = $2 and number <= $3 and holds_data order by number desc limit 1`,
    [place.network, place.chain, at],
  )
  const row = rows[0]
  return row && { number: row.number, hash: hashOf(row.hash), digest: hashOf(row.digest) }
}

/** The state in plain words, one line each. */
export function describeState(state: IndexState): string[] {
  const lines = [
    state.height < 0
      ? `${state.network}, chain ${state.chain}: nothing is indexed yet, the chain is at block ${state.head}`
      : `${state.network}, chain ${state.chain}: indexed up to block ${state.height} (${state.hash}), ${
          state.lag === 0 ? 'the newest block' : `${state.lag} blocks behind the newest`
        }; final up to ${state.finalized}`,
    `state digest ${state.digest}`,
  ]
  if (state.trouble)
    lines.push(`in trouble since ${state.trouble.since}: ${state.trouble.message} (${state.trouble.code})`)
  for (const { proof, by, blocks } of state.vouchedBy)
    lines.push(`${blocks} blocks in the journal: proof ${proof}, headers vouched for by ${by}`)
  for (const { endpoint, kind, times } of state.refused)
    lines.push(`refused from ${endpoint}: ${kind}, ${times} time${times === 1 ? '' : 's'}`)
  if (state.refused.length === 0) lines.push('no endpoint was caught in a lie')
  return lines
}
