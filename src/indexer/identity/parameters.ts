import type { Pool } from '../../platform/database.ts'
import type { Network } from '../../platform/network.ts'
import { HEARTBEAT_MAX_AGE } from '../derive/lapses.ts'
import { CONTRACT_ENDS, CONTRACT_REGISTERS } from '../derive/registries.ts'
import type { Place } from '../place.ts'
import { WORK_EPOCHS } from '../store/work-rows.ts'

/** A rule that leaves no log: in force from a block on. */
export interface Parameter {
  readonly parameter: string
  readonly fromBlock: number
  /** Unix seconds of that block; null: since ever. */
  readonly fromTime: number | null
  /** Null: unknown from here on. */
  readonly value: bigint | null
  readonly source: string
}

/** Writes a rule down, replacing what was known for the same block. Returns whether that changed anything. */
export async function recordParameter(pool: Pool, place: Place, rule: Parameter): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into ingest.parameter as p (network, chain_id, parameter, from_block, from_time, value, source)
     values ($1, $2, $3, $4, coalesce(to_timestamp($5::bigint), '-infinity'), $6, $7)
     on conflict (network, chain_id, parameter, from_block) do update
       set from_time = excluded.from_time, value = excluded.value, source = excluded.source
     where (p.from_time, p.value, p.source) is distinct from (excluded.from_time, excluded.value, excluded.source)`,
    [
      place.network,
      place.chain,
      rule.parameter,
      rule.fromBlock,
      rule.fromTime,
      rule.value?.toString() ?? null,
      rule.source,
    ],
  )
  return rowCount === 1
}

/** The rules that the network's file states: its limits, which contracts are registries, and where one ends. */
export async function recordNetworkRules(pool: Pool, place: Place, network: Network): Promise<void> {
  for (const { chain, address, interface: name, toBlock } of network.contracts) {
    if (chain !== place.chain || address === undefined) continue
    const stated = { fromTime: null, value: null, source: 'network.json' }
    if (name.startsWith('opengradient/tee-registry'))
      await recordParameter(pool, place, {
        ...stated,
        parameter: `${CONTRACT_REGISTERS}${address}`,
        fromBlock: 0,
      })
    if (toBlock !== undefined)
      await recordParameter(pool, place, {
        ...stated,
        parameter: `${CONTRACT_ENDS}${address}`,
        fromBlock: toBlock + 1,
      })
  }
  const epochs = network.rules.workEpochs
  if (epochs?.chain === place.chain)
    await recordParameter(pool, place, {
      parameter: `${WORK_EPOCHS}${epochs.token}`,
      fromBlock: 0,
      fromTime: null,
      value: BigInt(epochs.zero),
      source: epochs.source,
    })
  const age = network.rules.heartbeatMaxAge
  if (age === undefined) return
  await recordParameter(pool, place, {
    parameter: HEARTBEAT_MAX_AGE,
    fromBlock: 0,
    fromTime: null,
    value: BigInt(age.seconds),
    source: age.source,
  })
}
