import { ZERO } from '../../../economics/exact.ts'
import type { MoneyClass } from '../../../economics/figure.ts'
import { nodeDays } from '../../../economics/losses.ts'
import type { Exposure } from '../../../economics/penalties.ts'
import type { Network } from '../../../platform/network.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { listHomes } from './homes.ts'
import { leftAt } from './lifetimes.ts'
import type { EconomicScope } from './scope.ts'
import { toKey } from './service.ts'

// A node that left is watched until then: days in which it could lose nothing are no exposure.
const COMPARABLE = `select coalesce(sum(slashes), 0)::integer, coalesce(sum(days), 0)::double precision, count(*)::integer
  from (select greatest(least(coalesce(${leftAt('$3')}, $3), $3) - extract(epoch from n.first_time)::double precision, 0) / 86400 as days,
      (select count(*) from api.penalty p where p.network = n.network and p.node_key = n.node_key
        and p.kind = 'slash' and (p.amount is null or p.amount > 0) and p.block_time < to_timestamp($3)) as slashes
    from api.node n where n.network = $1 and ($2::bytea is null or n.node_key <> $2) and n.role is not distinct from $4
      and n.chain_id = any($5)) pool`

/** The other nodes of the same role in the same network, or all when no node is asked about: what a penalty rate is pooled over. */
export interface Pool extends Exposure {
  readonly nodes: number
}

interface Compared {
  readonly book: { readonly scope: EconomicScope; readonly network: Network }
  readonly class: MoneyClass
  /** Empty: none. */
  readonly node: string
  readonly role: string | null
}

/** Penalties and days of the other nodes of the same role and class (all of them for the node ''), up to the window's end. */
export async function comparableTo(
  snapshot: Snapshot,
  { book, class: moneyClass, node, role }: Compared,
): Promise<Pool> {
  const { network, window } = book.scope
  const homes = [...(await listHomes(snapshot, book, moneyClass))]
  const [row] = await snapshot.rows(COMPARABLE, [network, toKey(node || null), window.to, role, homes])
  if (!row) return { events: 0, nodeDays: ZERO, nodes: 0 }
  return { events: Number(row[0]), nodeDays: nodeDays(0, Number(row[1]) * 86_400), nodes: Number(row[2]) }
}
