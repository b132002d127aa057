import { dayOf } from '../../../economics/period.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { EconomicScope } from './scope.ts'

const TOKENS = `select chain_id, '0x' || encode(token, 'hex') from api.network_day_amount
  where network = $1 and day < (to_timestamp($2) at time zone 'UTC')::date group by chain_id, token order by min(day), chain_id, token`

/** Tokens that were moved on days before the one that a window ends on, in the order in which they came: out of the days' sums. */
export async function listTokensBefore(
  snapshot: Snapshot,
  { network, window }: Pick<EconomicScope, 'network' | 'window'>,
): Promise<readonly { readonly chain: number; readonly token: string }[]> {
  const rows = await snapshot.rows(TOKENS, [network, dayOf(window.to)])
  return rows.map(([chain, token]) => ({ chain: Number(chain), token: String(token) }))
}
