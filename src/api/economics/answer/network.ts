import { emittedAmounts } from '../../../economics/depth.ts'
import { exact, ONE, ZERO } from '../../../economics/exact.ts'
import { type FigureContext, type MoneyClass, USD } from '../../../economics/figure.ts'
import { known } from '../../../economics/known.ts'
import type { Entry, EntryKind } from '../../../economics/ledger.ts'
import { countLosses, nodeDays } from '../../../economics/losses.ts'
import { networkStatement } from '../../../economics/network-statement.ts'
import { isIn } from '../../../economics/period.ts'
import { orNull } from '../../../economics/pnl.ts'
import { over, valuedEntries } from '../../../economics/price-use.ts'
import { maxAgeOf } from '../../../economics/service.ts'
import type { Network } from '../../../platform/network.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { type Book, contextOf, ofAllPaid, openBook } from '../open/book.ts'
import type { NetworkMoney } from '../open/network.ts'
import type { EconomicsMeans } from '../open/node.ts'
import { listLifetimes } from '../rows/lifetimes.ts'
import { findScope, getNetworkFile, seenOn, type WindowArguments } from '../rows/scope.ts'
import { countClaims } from '../rows/service.ts'
import { toPublicCoverage } from './coverage.ts'
import { toPublicDemand } from './demand.ts'
import { toPublicPenalties } from './penalties.ts'
import { createWriter, toPublicWindow } from './public.ts'
import { toPublicRevenue } from './revenue.ts'
import { getPublicService } from './service.ts'
import { toPublicSold } from './sold.ts'
import { toPublicSurvival } from './survival.ts'

const METHOD = 'network-1'

/**
 * `Network.economics`: one object per class of money.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `TOO_MANY_ROWS`
 */
export async function networkEconomics(
  means: EconomicsMeans,
  snapshot: Snapshot,
  network: string,
  args: WindowArguments,
) {
  const file = getNetworkFile(means.networks, network)
  const scope = await findScope(snapshot, network, args)
  // From the beginning: what nodes that left had earned is a sum over their lives.
  const book = await openBook(snapshot, { network: file, hubs: means.catalogue.hubs, scope, since: 0 })
  return Promise.all(
    [...book.classes].map(([moneyClass, entries]) =>
      toPublicNetwork(means, snapshot, book, moneyClass, entries),
    ),
  )
}

async function toPublicNetwork(
  means: EconomicsMeans,
  snapshot: Snapshot,
  whole: Book,
  moneyClass: MoneyClass,
  all: readonly Entry[],
) {
  const book = { ...whole, scope: seenOn(whole.scope, chainsOf(whole.network, moneyClass)) }
  const { scope, prices, network } = book
  const { window } = scope
  const entries = all.filter((entry) => entry.at < window.to)
  const within = entries.filter((entry) => isIn(entry.at, window))
  const paid = (whole.paid.get(moneyClass) ?? []).filter((entry) => isIn(entry.at, window))
  const statement = networkStatement(entries, window, prices, moneyClass)
  const { fees, refunds, emissions, gross, blocked } = statement
  const context = contextOf(book, moneyClass, within, {
    emissionShare: orNull(statement.emissionShare),
    relatedPartyShare: orNull(statement.relatedPartyShare),
  })
  const using = (kinds: readonly EntryKind[]) =>
    createWriter({ ...over(context, valuedEntries(within, kinds), prices), ...sharesOfKinds(kinds, context) })
  const service = { network: scope.network, node: null, window, maxAge: maxAgeOf(network) }
  const claims = await countClaims(snapshot, service)
  const lifetimes = await listLifetimes(snapshot, scope.network, window.to)
  const watched = lifetimes.reduce((days, life) => days + (life.leftAt ?? window.to) - life.joinedAt, 0)
  const money: NetworkMoney = { book, receipts: statement, context, class: moneyClass, entries, blocked }
  return {
    money,
    class: moneyClass,
    window: toPublicWindow(window),
    fees: using(['fee'])(fees, USD(METHOD)),
    emissions: using(['emission'])(emissions, USD(METHOD)),
    emissionsIfSold: toPublicSold(
      emittedAmounts(within),
      { prices, depth: book.depth, at: window.to - 1 },
      context,
      blocked,
    ),
    refunds: using(['refund'])(refunds, USD(METHOD)),
    unattributedFees: createWriter({
      ...over(context, statement.stray, prices),
      emissionShare: null,
      relatedPartyShare: null,
    })(statement.strayFees, USD(METHOD)),
    coverage: toPublicCoverage(
      // Of a window that was not seen there is no ratio either.
      { entries, window, prices, receipts: statement, isTold: window.to > window.from },
      context,
    ),
    revenue: toPublicRevenue(entries, window, prices, context, blocked),
    penalties: toPublicPenalties(
      {
        entries,
        findings: book.findings.map((row) => row.at),
        window,
        prices,
        gross,
        claims: known(claims.all),
        own: {
          events: countLosses(entries),
          nodeDays: nodeDays(0, watched),
        },
        comparable: { events: 0, nodeDays: exact(0) },
        rules: means.rules.get(scope.network) ?? [],
        catalogue: means.catalogue,
      },
      context,
    ),
    demand: toPublicDemand(
      {
        entries: paid,
        book,
        returnsTo: (account, at) => book.operators.isOperator(account, at),
        claims,
        blocked,
      },
      contextOf(ofAllPaid(book), moneyClass, paid),
    ),
    service: await getPublicService(snapshot, service, context),
    survival: toPublicSurvival(money, lifetimes, window.to),
  }
}

/** Chains whose tokens are of a class: what one of them has not shown yet is missing in its figures. */
function chainsOf(network: Network, moneyClass: MoneyClass): readonly number[] {
  const byTokens = network.tokens.filter((token) => token.class === moneyClass).map((token) => token.chain)
  const own = network.chains.filter((chain) => chain.class === moneyClass).map((chain) => chain.id)
  return [...new Set([...byTokens, ...own])]
}

/** Of which income a sum is: fees are no emissions, emissions have no payer, a refund is no income. */
function sharesOfKinds(kinds: readonly EntryKind[], context: FigureContext): Partial<FigureContext> {
  const { emissionShare, relatedPartyShare } = context
  if (kinds.length > 1) return { emissionShare, relatedPartyShare }
  if (kinds[0] === 'fee') return { emissionShare: emissionShare && ZERO, relatedPartyShare }
  return { emissionShare: kinds[0] === 'emission' ? emissionShare && ONE : null, relatedPartyShare: null }
}
