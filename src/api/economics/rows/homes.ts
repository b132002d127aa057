import type { MoneyClass } from '../../../economics/figure.ts'
import type { Network } from '../../../platform/network.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { chainsOf, type EconomicScope } from './scope.ts'

const NODE_CHAINS = `select distinct chain_id from api.node where network = $1 and first_time < to_timestamp($2)`

/**
 * Chains whose nodes and work a class's figures are of: those of the class. Where no node was on one of these by the window's end, all
 * chains that had any: nodes may be registered on a testnet and be paid real money elsewhere.
 */
export async function listHomes(
  snapshot: Snapshot,
  { scope, network }: { readonly scope: EconomicScope; readonly network: Network },
  moneyClass: MoneyClass,
): Promise<ReadonlySet<number>> {
  const chains = await snapshot.once(`node chains ${scope.network} ${scope.window.to}`, async () => {
    const rows = await snapshot.rows(NODE_CHAINS, [scope.network, scope.window.to])
    return rows.map(([chain]) => Number(chain))
  })
  const own = new Set(chainsOf(network, moneyClass))
  const homes = chains.filter((chain) => own.has(chain))
  return new Set(homes.length > 0 ? homes : chains)
}

/** Whether a node is one that a class's figures are of: registered on one of its `homes`, or with an entry in its money. */
export function isOfClass(
  homes: ReadonlySet<number>,
  entries: readonly { readonly node: string | null }[],
): (node: { readonly node: string; readonly chain: number }) => boolean {
  const named = new Set(entries.map(({ node }) => node))
  return ({ node, chain }) => homes.has(chain) || named.has(node)
}
