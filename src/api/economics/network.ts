import { add, type Exact, exact, ONE, subtract, ZERO } from '../../economics/exact.ts'
import { type FigureContext, type FigureKind, type MoneyClass, RATIO, USD } from '../../economics/figure.ts'
import { allKnown, type Known, known, mapKnown, missing } from '../../economics/known.ts'
import type { Entry, EntryKind } from '../../economics/ledger.ts'
import { isIn } from '../../economics/period.ts'
import { over, valuedEntries, withoutMoney } from '../../economics/price-use.ts'
import { ofKind, share, totalValue } from '../../economics/value.ts'
import { feeCoverage, runway } from '../../economics/yields.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { type Book, contextOf, openBook } from './book.ts'
import { toPublicDemand } from './demand.ts'
import { type EconomicsMeans, maxAgeOf } from './node.ts'
import { countLosses, nodeDays, toPublicPenalties } from './penalties.ts'
import { createWriter, toPublicWindow } from './public.ts'
import { toPublicRevenue } from './revenue.ts'
import { findScope, getNetworkFile, type WindowArguments } from './scope.ts'
import { getPublicService } from './service.ts'
import { countClaims } from './service-rows.ts'
import { listLifetimes, toPublicSurvival } from './survival.ts'

const METHOD = 'network-1'
const DAYS: FigureKind = { unit: 'days', methodVersion: 'runway-1', places: 3 }

/** What `NetworkEconomics.runway` and `Survival.leavers` need of their parent. */
export interface NetworkMoney {
  readonly book: Book
  readonly fees: Known<Exact>
  readonly emissions: Known<Exact>
  readonly context: FigureContext
  readonly class: MoneyClass
  /** The whole ledger of the class, from the network's beginning. */
  readonly entries: readonly Entry[]
  /** Why no amount of this class is money, if so. */
  readonly blocked: Known<never> | undefined
}

/** `Network.economics`: one object per class of money. Errors: `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `TOO_MANY_ROWS`. */
export async function networkEconomics(
  means: EconomicsMeans,
  snapshot: Snapshot,
  network: string,
  args: WindowArguments,
) {
  const file = getNetworkFile(means.networks, network)
  const scope = await findScope(snapshot, network, args)
  // From the beginning: what nodes that left had earned is a sum over their lives.
  const book = await openBook(snapshot, file, means.catalogue, scope, null, 0)
  return Promise.all(
    [...book.classes].map(([moneyClass, entries]) =>
      toPublicNetwork(means, snapshot, book, moneyClass, entries),
    ),
  )
}

async function toPublicNetwork(
  means: EconomicsMeans,
  snapshot: Snapshot,
  book: Book,
  moneyClass: MoneyClass,
  entries: readonly Entry[],
) {
  const { scope, prices, network } = book
  const { window } = scope
  const within = entries.filter((entry) => isIn(entry.at, window))
  const isMoney = moneyClass === 'mainnet' || moneyClass === 'synthetic'
  const blocked = isMoney
    ? undefined
    : missing<never>('NETWORK_CLASS', `tokens of class ${moneyClass} are not money`)
  const value = (of: readonly Entry[]) => blocked ?? totalValue(of, prices)
  const paid = ofKind(within, 'fee')
  const fees = value(paid)
  const refunds = value(ofKind(within, 'refund'))
  const emissions = value(ofKind(within, 'emission'))
  const gross = mapKnown(allKnown({ fees, refunds, emissions }), (it) =>
    add(subtract(it.fees, it.refunds), it.emissions),
  )
  const emissionShare = share(emissions, gross, 'income')
  const relatedPartyShare = share(value(paid.filter((entry) => entry.related !== null)), fees, 'fees')
  const context = contextOf(book, moneyClass, within, {
    emissionShare: emissionShare.known ? emissionShare.value : null,
    relatedPartyShare: relatedPartyShare.known ? relatedPartyShare.value : null,
  })
  const using = (kinds: readonly EntryKind[]) =>
    createWriter({ ...over(context, valuedEntries(within, kinds), prices), ...sharesOfKinds(kinds, context) })
  const service = { network: scope.network, node: null, window, maxAge: maxAgeOf(network) }
  const claims = await countClaims(snapshot, service)
  const lifetimes = await listLifetimes(snapshot, scope.network, window.to)
  const watched = lifetimes.reduce((days, life) => days + (life.leftAt ?? window.to) - life.joinedAt, 0)
  const nobodys = paid.filter((entry) => entry.node === null)
  const money: NetworkMoney = { book, fees, emissions, context, class: moneyClass, entries, blocked }
  return {
    money,
    class: moneyClass,
    window: toPublicWindow(window),
    fees: using(['fee'])(fees, USD(METHOD)),
    emissions: using(['emission'])(emissions, USD(METHOD)),
    refunds: using(['refund'])(refunds, USD(METHOD)),
    unattributedFees: createWriter({
      ...over(context, nobodys, prices),
      emissionShare: null,
      relatedPartyShare: null,
    })(value(nobodys), USD(METHOD)),
    coverage: using(['fee', 'emission'])(feeCoverage(fees, emissions), RATIO('coverage-1')),
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
        entries: within,
        prices,
        returnsTo: new Set([...book.operators.values()].flatMap((each) => [...each])),
        tracing: book.tracing,
        claims,
        blocked,
      },
      context,
    ),
    service: await getPublicService(snapshot, service, context),
    survival: toPublicSurvival(money, lifetimes, window.to),
  }
}

/** Of which income a sum is: fees are no emissions, emissions have no payer, a refund is no income. */
function sharesOfKinds(kinds: readonly EntryKind[], context: FigureContext): Partial<FigureContext> {
  const { emissionShare, relatedPartyShare } = context
  if (kinds.length > 1) return { emissionShare, relatedPartyShare }
  if (kinds[0] === 'fee') return { emissionShare: emissionShare && ZERO, relatedPartyShare }
  return { emissionShare: kinds[0] === 'emission' ? emissionShare && ONE : null, relatedPartyShare: null }
}

/** `NetworkEconomics.runway`: with the end of issuance as the reader gives it, or as nobody disclosed it. */
export function toPublicRunway(
  { book, fees, emissions, context, entries }: NetworkMoney,
  issuanceEnds: string | null,
) {
  const ends: Known<number> = issuanceEnds
    ? known(Math.floor(Date.parse(issuanceEnds) / 1000))
    : missing('UNDISCLOSED', 'end of issuance: give issuanceEnds')
  const { window } = book.scope
  const found = runway(fees, emissions, window, ends)
  const within = entries.filter((entry) => isIn(entry.at, window))
  const write = createWriter(over(context, valuedEntries(within, ['fee', 'emission']), book.prices))
  return {
    daysLeft: createWriter(withoutMoney(context, 0))(found.daysLeft, DAYS),
    feesPerDay: write(found.feesPerDay, USD('runway-1')),
    feesPerDayNeeded: write(found.feesPerDayNeeded, USD('runway-1')),
    growthNeeded: write(found.growthNeeded, RATIO('runway-1')),
    yearlyGrowthNeeded: write(found.yearlyGrowthNeeded, RATIO('runway-1')),
  }
}
