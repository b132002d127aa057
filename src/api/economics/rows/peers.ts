import type { MoneyClass } from '../../../economics/figure.ts'
import type { Entry } from '../../../economics/ledger.ts'
import type { Operators } from '../../../economics/operators.ts'
import type { Peer } from '../../../economics/sample.ts'
import type { Network } from '../../../platform/network.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { isOfClass, listHomes } from './homes.ts'
import { leftAt } from './lifetimes.ts'
import type { EconomicScope } from './scope.ts'

const PEERS = `select distinct on (n.node_key) '0x' || encode(n.node_key, 'hex'), extract(epoch from n.first_time)::double precision, ${leftAt('$3')},
    n.chain_id
  from api.node n where n.network = $1 and n.role = $2 order by n.node_key, n.chain_id`

const NAMES = `select '0x' || encode(n.node_key, 'hex') from api.node n where n.network = $1 and n.role = $2`

/** The keys of all nodes of a role in a network. */
export async function listNamesOf(
  snapshot: Snapshot,
  { network }: Pick<EconomicScope, 'network'>,
  role: string,
): Promise<readonly string[]> {
  return (await snapshot.rows(NAMES, [network, role])).map(([node]) => String(node))
}

/** A class of a network's money whose nodes are asked for. */
interface Whose {
  readonly book: { readonly scope: EconomicScope; readonly network: Network; readonly operators: Operators }
  readonly class: MoneyClass
  readonly entries: readonly Entry[]
}

/** All nodes of a role and of a class as of the window's end, those that left as well. */
export async function listPeers(
  snapshot: Snapshot,
  { book, class: moneyClass, entries }: Whose,
  role: string,
): Promise<readonly Peer[]> {
  const { network, window } = book.scope
  const counts = isOfClass(await listHomes(snapshot, book, moneyClass), entries)
  const rows = await snapshot.rows(PEERS, [network, role, window.to])
  return rows
    .map(([node, joined, left, chain]) => ({
      node: String(node),
      chain: Number(chain),
      accounts: book.operators.accountsOf(String(node)),
      joinedAt: Number(joined),
      leftAt: left === null ? null : Number(left),
    }))
    .filter(counts)
}
