import type { Pool } from '../../platform/database.ts'
import type { Network } from '../../platform/network.ts'
import { HEARTBEAT_MAX_AGE } from '../derive/lapses.ts'
import type { Place } from '../place.ts'

/** A rule that leaves no log: in force from a block on. */
export interface Parameter {
  readonly parameter: string
  readonly fromBlock: number
  /** Null: unknown from here on. */
  readonly value: bigint | null
  readonly source: string
}

/** Writes a rule down, replacing what was known for the same block. Returns whether that changed anything. */
export async function recordParameter(pool: Pool, place: Place, rule: Parameter): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into ingest.parameter as p (network, chain_id, parameter, from_block, value, source)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (network, chain_id, parameter, from_block) do update set value = excluded.value, source = excluded.source
     where p.value is distinct from excluded.value or p.source is distinct from excluded.source`,
    [place.network, place.chain, rule.parameter, rule.fromBlock, rule.value?.toString() ?? null, rule.source],
  )
  return rowCount === 1
}

/** The rules that the network's file states, as in force from the first block. */
export async function recordNetworkRules(pool: Pool, place: Place, network: Network): Promise<void> {
  const age = network.rules.heartbeatMaxAge
  if (age === undefined) return
  await recordParameter(pool, place, {
    parameter: HEARTBEAT_MAX_AGE,
    fromBlock: 0,
    value: BigInt(age.seconds),
    source: age.source,
  })
}
