import { hiddenFees, sharedPayees, strayPayees } from '../../../economics/attribution.ts'
import { type CostInput, type ResolvedCost, toCost } from '../../../economics/cost-input.ts'
import type { FigureContext, MoneyClass, Window } from '../../../economics/figure.ts'
import type { GasTerms } from '../../../economics/gas.ts'
import type { Known } from '../../../economics/known.ts'
import type { Entry } from '../../../economics/ledger.ts'
import type { Unlock } from '../../../economics/payback/unlock.ts'
import type { DisclosedRule } from '../../../economics/penalties.ts'
import { isIn } from '../../../economics/period.ts'
import { type Pnl, type PnlInput, presenceIn, profitAndLoss, sharesOf } from '../../../economics/pnl.ts'
import { delegatorsPartOf, type StakeHistory, stakeHistory } from '../../../economics/stake.ts'
import { type AssumedInput, costOfRole, usualCost } from '../../../economics/usual-cost.ts'
import type { Catalogue } from '../../../platform/catalogue.ts'
import type { Network } from '../../../platform/network.ts'
import type { RollupRoute } from '../../columnar/route.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { leftAt } from '../rows/lifetimes.ts'
import { findScope, getNetworkFile, seenOn, toDateTime, type WindowArguments } from '../rows/scope.ts'
import { listClaimDays } from '../rows/service.ts'
import { type Book, contextOf, openBook } from './book.ts'

const NODE = `select n.chain_id, n.role, extract(epoch from n.first_time)::double precision, ${leftAt('$4')}
  from api.node n where n.network = $1 and n.node_key = $2
    and ($3::bigint is null or n.chain_id = $3) order by n.chain_id limit 1`

/** What all resolvers of economics are made with. */
export interface EconomicsMeans {
  readonly networks: ReadonlyMap<string, Network>
  readonly catalogue: Catalogue
  readonly rules: ReadonlyMap<string, readonly DisclosedRule[]>
  /** By network: how long a stake stays locked after leaving, where it is disclosed. */
  readonly unlocks: ReadonlyMap<string, Unlock>
  readonly route: RollupRoute
}

export interface NodeArguments extends WindowArguments {
  readonly cost?: CostInput | null
  /** Chain that the node must be on; left out: the first that has it. */
  readonly chainId?: number
  /** Gaps of the cost that only an operator could fill get the usual values, and the answer says which. Left out: where a cost is given. */
  readonly usual?: boolean
}

/** One class of a node's money, ready to be written out in parts. */
export interface NodeMoney {
  readonly book: Book
  readonly node: string
  readonly role: string | null
  readonly class: MoneyClass
  readonly entries: readonly Entry[]
  /** The same with what its own operator paid it, where figures leave that out. */
  readonly paid: readonly Entry[]
  readonly input: PnlInput
  readonly pnl: Pnl
  readonly history: StakeHistory
  readonly cost: ResolvedCost
  /** What stands in the place of inputs that nobody gave. */
  readonly assumed: readonly AssumedInput[]
  readonly context: FigureContext
  readonly firstTime: number
  /** The part of the window in which the node was there: what it costs and earns per day is of these. */
  readonly seen: Window
  /** Until when it could lose stake: it left, or the window's end. */
  readonly watchedUntil: number
  /** Why the fees of this node cannot be told, if so. */
  readonly blocked: Known<never> | undefined
}

/**
 * A node's money by class.
 * @throws `NETWORK_UNKNOWN`, `NODE_UNKNOWN`, `BAD_USER_INPUT`, `BLOCK_UNKNOWN`, `TOO_MANY_ROWS`
 */
export async function openNode(
  means: EconomicsMeans,
  snapshot: Snapshot,
  network: string,
  node: string,
  args: NodeArguments,
): Promise<readonly NodeMoney[]> {
  const file = getNetworkFile(means.networks, network)
  const asked = await findScope(snapshot, network, args)
  const [row] = await snapshot.rows(NODE, [
    network,
    Buffer.from(node.slice(2), 'hex'),
    args.chainId ?? null,
    asked.window.to,
  ])
  if (!row) throw refused('NODE_UNKNOWN', `${network} has no node ${node.slice(0, 70)}`)
  const scope = seenOn(asked, [Number(row[0])])
  const newest = scope.knownOf.get(Number(row[0])) ?? asked.known
  if (newest <= scope.window.from)
    throw refused(
      'BLOCK_UNKNOWN',
      `chain ${row[0]} of ${network} is not indexed up to the window: give an earlier to`,
      {
        newest: Number.isFinite(newest) ? toDateTime(newest) : null,
      },
    )
  const oldest = asked.oldestOf.get(Number(row[0])) ?? Number.NEGATIVE_INFINITY
  if (oldest >= asked.window.to)
    throw refused(
      'BLOCK_UNKNOWN',
      `the window ends before ${toDateTime(oldest)}, from when chain ${row[0]} of ${network} is indexed: give a later to`,
      { oldest: toDateTime(oldest) },
    )
  const joined = Number(row[2])
  const left = row[3] === null ? null : Number(row[3])
  const { to } = scope.window
  const seen = presenceIn({ window: scope.window, since: joined, until: left })
  const chain = Number(row[0])
  const book = await openBook(snapshot, { network: file, hubs: means.catalogue.hubs, scope, node, chain })
  const accounts = book.operators.accountsOf(node)
  const shared = sharedPayees(file)
  const given = costOfRole(row[1] as string | null, args.cost)
  const role = given.role ?? null
  const gasEntries = [...book.classes.values()]
    .flat()
    .filter((entry) => entry.node === node && entry.kind === 'gas' && isIn(entry.at, scope.window))
  const gasIsTold = gasEntries.length > 0 && gasEntries.every(({ amount }) => amount !== null)
  const { cost: terms, assumed } =
    (args.usual ?? Boolean(args.cost))
      ? usualCost(given, means.catalogue, to, gasIsTold)
      : { cost: given, assumed: [] }
  const cost = toCost(terms, means.catalogue, seen.from, to, seen.to)
  const gas: GasTerms = cost.gas
    ? { basis: 'operator', ...cost.gas, claims: await listClaimDays(snapshot, network, node, scope.window) }
    : { basis: gasEntries.length > 0 ? 'ledger' : 'unseen' }
  return [...book.classes].map(([moneyClass, all]) => {
    const entries = all.filter((entry) => entry.node === node)
    const blocked = hiddenFees(strayPayees(all), entries, accounts, shared)
    const history = stakeHistory(entries, accounts, scope.window.to)
    const input: PnlInput = {
      class: moneyClass,
      role: role ?? 'unknown',
      entries,
      window: scope.window,
      prices: book.prices,
      cost: cost.model,
      since: joined,
      until: left,
      gas,
      feesAttributable: !blocked,
      delegatorsPart: delegatorsPartOf(history, cost.commission, book.prices),
      ownAccounts: accounts,
      opportunityRate: cost.stakeRate,
    }
    const pnl = profitAndLoss(input)
    const within = entries.filter((entry) => isIn(entry.at, scope.window))
    return {
      book,
      node,
      role,
      class: moneyClass,
      entries,
      paid: (book.paid.get(moneyClass) ?? []).filter((entry) => entry.node === node),
      input,
      pnl,
      history,
      cost,
      assumed,
      context: contextOf(book, moneyClass, within, sharesOf(pnl, cost.references.stale)),
      firstTime: joined,
      seen,
      watchedUntil: Math.min(left ?? to, to),
      blocked,
    }
  })
}
