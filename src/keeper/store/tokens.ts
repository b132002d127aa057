import { toBytes } from '../../claim/hex.ts'
import { isMoney } from '../../economics/value.ts'
import type { Pool } from '../../platform/database.ts'
import type { Network } from '../../platform/network.ts'

/** Writes which series prices each token of a network, in one statement. Test money has none, whatever the file says. */
export async function recordTokens(pool: Pool, network: Network): Promise<void> {
  const priced = network.tokens.flatMap((token) => {
    return isMoney(token.class) && token.priceSeries !== null ? [{ ...token, series: token.priceSeries }] : []
  })
  await pool.query(
    `with given as (select * from unnest($2::bigint[], $3::bytea[], $4::text[], $5::smallint[])
         as t(chain_id, token, series, decimals)),
       gone as (delete from keeper.token k where k.network = $1
         and not exists (select from given g where g.chain_id = k.chain_id and g.token = k.token))
     insert into keeper.token (network, chain_id, token, series, decimals)
     select $1, chain_id, token, series, decimals from given
     on conflict (network, chain_id, token) do update set series = excluded.series, decimals = excluded.decimals`,
    [
      network.name,
      priced.map((token) => token.chain),
      priced.map((token) => toBytes(token.address)),
      priced.map((token) => token.series),
      priced.map((token) => token.decimals),
    ],
  )
}
