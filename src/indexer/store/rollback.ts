import { type Hash32, hashOf, toBytes } from '../../claim/hex.ts'
import type { PoolClient } from '../../platform/database.ts'
import { restoreDerived, subtractDerived } from '../derive/derive.ts'
import type { Scope } from '../derive/scope.ts'
import { FACT_COLUMNS, type FactKind } from '../events/facts.ts'
import type { Place } from '../place.ts'
import { noteLakeChange } from './lake-changes.ts'

/** What the index holds once it was rolled back. */
export interface RolledBack {
  /** After the newest block with data that is left; undefined when none is. */
  readonly digest: Hash32 | undefined
  /** Unix seconds of the newest block that the journal still knows; 0 when it knows none. */
  readonly time: number
}

/**
 * Takes back every block from `from` to `to` (the newest indexed one), within the client's transaction: sums are
 * lessened by the facts, the facts deleted, states derived again from what is left.
 */
export async function rollBack(
  client: PoolClient,
  place: Place,
  from: number,
  to: number,
): Promise<RolledBack> {
  const scope = {
    network: place.network,
    chain: place.chain,
    from,
    to,
    kinds: await listKinds(client, place, from),
  }
  await subtractDerived(client, scope)
  for (const kind of scope.kinds)
    await client.query(
      `delete from facts.${kind} where network = $1 and chain_id = $2 and block_number >= $3`,
      [place.network, place.chain, from],
    )
  await client.query('delete from ingest.block where network = $1 and chain_id = $2 and number >= $3', [
    place.network,
    place.chain,
    from,
  ])
  await noteLakeChange(client, place, from)
  const left = await newestLeft(client, place)
  await cutRaw(client, place, from, left.digest)
  await restoreDerived(client, scope satisfies Scope, left.time)
  return left
}

// A segment's bytes stay as they are; blocks beyond its `to_block` no longer count.
async function cutRaw(
  client: PoolClient,
  place: Place,
  from: number,
  digest: Hash32 | undefined,
): Promise<void> {
  const here = [place.network, place.chain, from]
  await client.query('delete from ingest.raw where network = $1 and chain_id = $2 and number >= $3', here)
  await client.query(
    'delete from ingest.segment where network = $1 and chain_id = $2 and from_block >= $3',
    here,
  )
  if (digest === undefined) {
    // No block is left in the journal, so what is left of a segment is a range without any.
    await client.query('delete from ingest.segment where network = $1 and chain_id = $2', here.slice(0, 2))
    return
  }
  await client.query(
    `update ingest.segment set to_block = $3 - 1, digest_after = $4
     where network = $1 and chain_id = $2 and to_block >= $3`,
    [...here, toBytes(digest)],
  )
}

async function newestLeft(client: PoolClient, place: Place): Promise<RolledBack> {
  const { rows } = await client.query<{ digest: Uint8Array; time: number }>(
    `select digest, extract(epoch from block_time)::bigint as time from ingest.block
     where network = $1 and chain_id = $2 order by number desc limit 1`,
    [place.network, place.chain],
  )
  const row = rows[0]
  return { digest: row ? hashOf(row.digest) : undefined, time: row?.time ?? 0 }
}

async function listKinds(client: PoolClient, place: Place, from: number): Promise<Set<FactKind>> {
  const all = Object.keys(FACT_COLUMNS) as FactKind[]
  const { rows } = await client.query<{ kind: FactKind }>(
    all
      .map(
        (kind) => `select '${kind}' as kind where exists (
          select from facts.${kind} where network = $1 and chain_id = $2 and block_number >= $3)`,
      )
      .join(' union all '),
    [place.network, place.chain, from],
  )
  return new Set(rows.map((row) => row.kind))
}
