import type { Operators } from '../../../economics/operators.ts'
import type { Peer } from '../../../economics/sample.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { leftAt } from './lifetimes.ts'
import type { EconomicScope } from './scope.ts'

const PEERS = `select distinct on (n.node_key) '0x' || encode(n.node_key, 'hex'), extract(epoch from n.first_time)::double precision, ${leftAt('$3')}
  from api.node n where n.network = $1 and n.role = $2 order by n.node_key, n.chain_id`

/** All nodes of a role in a network as of the window's end, those that left as well. */
export async function listPeers(
  snapshot: Snapshot,
  { network, window }: EconomicScope,
  operators: Operators,
  role: string,
): Promise<readonly Peer[]> {
  const rows = await snapshot.rows(PEERS, [network, role, window.to])
  return rows.map(([node, joined, left]) => ({
    node: String(node),
    accounts: operators.accountsOf(String(node)),
    joinedAt: Number(joined),
    leftAt: left === null ? null : Number(left),
  }))
}
