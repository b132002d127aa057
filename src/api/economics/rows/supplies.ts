import type { Window } from '../../../economics/figure.ts'
import type { Token } from '../../../economics/price.ts'
import { MAX_READING_AGE, type SupplyReading } from '../../../economics/supply-share.ts'
import type { Snapshot } from '../../execute/snapshot.ts'

const SUPPLIES = `select chain_id, '0x' || encode(token, 'hex'), extract(epoch from block_time)::double precision,
    amount::text, vouched_by
  from api.supply where network = $1 and block_time >= to_timestamp($2) and block_time <= to_timestamp($3)
  order by block_time`

/** Supplies of a network's tokens that a window can be worked with. */
export async function listSupplies(
  snapshot: Snapshot,
  network: string,
  tokens: readonly Token[],
  window: Window,
): Promise<readonly SupplyReading[]> {
  const rows = await snapshot.rows(SUPPLIES, [network, window.from - MAX_READING_AGE, window.to])
  return rows.flatMap(([chain, address, at, amount, vouchedBy]): SupplyReading[] => {
    const token = tokens.find((each) => each.chain === Number(chain) && each.address === address)
    return token
      ? [{ token, at: Number(at), amount: BigInt(String(amount)), vouchedBy: String(vouchedBy) }]
      : []
  })
}
