import { emittedAmounts } from '../../../economics/depth.ts'
import { countLosses, nodeDays } from '../../../economics/losses.ts'
import { isIn } from '../../../economics/period.ts'
import { maxAgeOf } from '../../../economics/service.ts'
import { moneyReason } from '../../../economics/value.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { contextOf, ofAllPaid } from '../open/book.ts'
import { type EconomicsMeans, type NodeArguments, type NodeMoney, openNode } from '../open/node.ts'
import { comparableTo } from '../rows/comparable.ts'
import { countClaims, countRepeated } from '../rows/service.ts'
import { listSupplies } from '../rows/supplies.ts'
import { paidUpTo } from './accrued.ts'
import { toPublicCoverage } from './coverage.ts'
import { toPublicDemand } from './demand.ts'
import { toPublicPenalties } from './penalties.ts'
import { toPublicWindow } from './public.ts'
import { toPublicRevenue } from './revenue.ts'
import { getPublicService } from './service.ts'
import { toPublicSold } from './sold.ts'
import { toPublicStatement } from './statement.ts'
import { toPublicYields } from './yields.ts'

/** `Node.economics`: one object per class of money. */
export async function nodeEconomics(
  means: EconomicsMeans,
  snapshot: Snapshot,
  network: string,
  node: string,
  args: NodeArguments,
) {
  const all = await openNode(means, snapshot, network, node, args)
  return Promise.all(all.map((money) => toPublicNode(means, snapshot, money)))
}

async function toPublicNode(means: EconomicsMeans, snapshot: Snapshot, money: NodeMoney) {
  const { book, node, context, entries, input, pnl, blocked } = money
  const { window } = book.scope
  const around = book.around.get(money.class) ?? []
  const within = entries.filter((entry) => isIn(entry.at, window))
  const paid = money.paid.filter((entry) => isIn(entry.at, window))
  const service = { network: book.scope.network, node, window, maxAge: maxAgeOf(book.network) }
  return {
    money,
    assumed: money.assumed,
    class: money.class,
    role: money.role,
    window: toPublicWindow(window),
    statement: toPublicStatement({
      book,
      class: money.class,
      entries,
      pnl,
      input,
      stale: money.cost.references.stale,
      assumed: money.assumed,
      history: money.history,
      constantAt: window.to - 1,
    }),
    yields: toPublicYields(
      input,
      pnl,
      { around, presences: book.presences, known: paidUpTo(book.scope, [...entries, ...around]) },
      await listSupplies(snapshot, book.scope.network, book.network.tokens, window),
      context,
    ),
    emissionsIfSold: toPublicSold(
      emittedAmounts(within),
      { prices: book.prices, depth: book.depth, at: window.to - 1 },
      context,
      moneyReason(money.class),
    ),
    revenue: toPublicRevenue(
      {
        entries,
        window: money.seen,
        known: window.to,
        prices: book.prices,
        presences: book.presences,
        blocked,
      },
      { ...context, window: money.seen },
    ),
    coverage: toPublicCoverage(
      { entries, window, prices: book.prices, receipts: pnl, isTold: !blocked },
      context,
    ),
    penalties: toPublicPenalties(
      {
        entries,
        findings: book.findings.map((row) => row.at),
        window,
        prices: book.prices,
        gross: pnl.gross,
        isTold: !blocked,
        claims: () => countClaims(snapshot, service),
        own: {
          events: countLosses(entries),
          nodeDays: nodeDays(money.firstTime, money.watchedUntil),
        },
        comparable: await comparableTo(snapshot, money),
        rules: means.rules.get(book.scope.network) ?? [],
        catalogue: means.catalogue,
      },
      context,
    ),
    demand: toPublicDemand(
      {
        entries: paid,
        book,
        returnsTo: (account, at) => book.operators.owns(node, account, at),
        claims: () => countRepeated(snapshot, service),
        blocked,
      },
      contextOf(ofAllPaid(book), money.class, paid),
    ),
    service: await getPublicService(snapshot, service, context),
  }
}
