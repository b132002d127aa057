import type { Peer } from '../../../economics/sample.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { LEFT_AT } from './lifetimes.ts'

const PEERS = `select distinct on (n.node_key) '0x' || encode(n.node_key, 'hex'), '0x' || encode(n.owner, 'hex'),
    '0x' || encode(n.payment_address, 'hex'), extract(epoch from n.first_time)::double precision, ${LEFT_AT}
  from api.node n where n.network = $1 and n.role = $2 order by n.node_key, n.chain_id`

/** All nodes of a role in a network, those that left as well. */
export async function listPeers(snapshot: Snapshot, network: string, role: string): Promise<readonly Peer[]> {
  const rows = await snapshot.rows(PEERS, [network, role])
  return rows.map(([node, owner, paid, joined, left]) => ({
    node: String(node),
    accounts: new Set([owner, paid].flatMap((each) => (each ? [String(each)] : []))),
    joinedAt: Number(joined),
    leftAt: left === null ? null : Number(left),
  }))
}
