import type { Place } from '../indexer/place.ts'
import type { Pool } from '../platform/database.ts'

/** A value of a parameter as a node answered it, of the state after a height. */
export interface Reading {
  readonly parameter: string
  readonly value: string
  readonly height: number
}

// A value that stands already is carried on to the height; another begins there, unless an older reading reaches beyond it.
const STORE = `with read as (select * from unnest($3::text[], $4::text[], $5::integer[]) as r(parameter, value, height)),
  newest as (select r.*, n.from_block, n.to_block, n.value as was from read r left join lateral (
    select p.from_block, p.to_block, p.value from ingest.parameter_reading p
    where p.network = $1 and p.chain_id = $2 and p.parameter = r.parameter and p.from_block <= r.height
    order by p.from_block desc limit 1) n on true),
  carried as (update ingest.parameter_reading p set to_block = greatest(p.to_block, n.height) from newest n
    where p.network = $1 and p.chain_id = $2 and p.parameter = n.parameter and p.from_block = n.from_block and n.was = n.value)
  insert into ingest.parameter_reading (network, chain_id, parameter, from_block, to_block, value, source)
  select $1, $2, parameter, height, height, value, $6 from newest
  where was is distinct from value and (to_block is null or height > to_block)`

/** Keeps what one endpoint answered, by parameter. */
export async function storeReadings(
  pool: Pool,
  { network, chain }: Place,
  readings: readonly Reading[],
  source: string,
): Promise<void> {
  await pool.query(STORE, [
    network,
    chain,
    readings.map(({ parameter }) => parameter),
    readings.map(({ value }) => value),
    readings.map(({ height }) => height),
    source,
  ])
}

/** What was read above a height is forgotten. */
export async function takeBackReadings(pool: Pool, { network, chain }: Place, height: number): Promise<void> {
  const of = [network, chain, height]
  const above = 'where network = $1 and chain_id = $2'
  await pool.query(`delete from ingest.parameter_reading ${above} and from_block > $3`, of)
  await pool.query(`update ingest.parameter_reading set to_block = $3 ${above} and to_block > $3`, of)
}
