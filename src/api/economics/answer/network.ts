import { emittedAmounts } from '../../../economics/depth.ts'
import { exact, ONE, ZERO } from '../../../economics/exact.ts'
import { type FigureContext, type MoneyClass, USD } from '../../../economics/figure.ts'
import type { Entry, EntryKind } from '../../../economics/ledger.ts'
import { countLosses, nodeDays } from '../../../economics/losses.ts'
import { type NetworkStatement, networkStatement } from '../../../economics/network-statement.ts'
import { isIn } from '../../../economics/period.ts'
import { orNull } from '../../../economics/pnl.ts'
import { over, valuedEntries } from '../../../economics/price-use.ts'
import { maxAgeOf } from '../../../economics/service.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { type Book, contextOf, ofAllPaid, openBook, tokenOf } from '../open/book.ts'
import type { NetworkMoney, Told } from '../open/network.ts'
import type { EconomicsMeans } from '../open/node.ts'
import type { Sums } from '../open/sums.ts'
import { isOfClass, listHomes } from '../rows/homes.ts'
import { listLifetimes } from '../rows/lifetimes.ts'
import { chainsOf, findScope, getNetworkFile, seenOn, type WindowArguments } from '../rows/scope.ts'
import { countClaims, countRepeated } from '../rows/service.ts'
import { listTokensBefore } from '../rows/tokens.ts'
import { toPublicCoverage } from './coverage.ts'
import { toPublicDemand } from './demand.ts'
import { toPublicPenalties } from './penalties.ts'
import { createWriter, toPublicWindow } from './public.ts'
import { toPublicRevenue } from './revenue.ts'
import { getPublicService } from './service.ts'
import { toPublicSold } from './sold.ts'
import { toPublicSurvival } from './survival.ts'

const METHOD = 'network-1'

/** A network's money of one class; its parts are worked out when they are asked for. */
export interface NetworkParent {
  readonly money: NetworkMoney
  /** Entries of the window. */
  readonly within: readonly Entry[]
  readonly statement: NetworkStatement
}

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
  const options = { network: file, hubs: means.catalogue.hubs, scope, since: 0 }
  const sums = { by: 'node' } as const
  const book = await openBook(snapshot, { ...options, incomeSince: scope.window.from, sums })
  const before = (await listTokensBefore(snapshot, scope)).map((row) => tokenOf(file, row).class)
  const read = (told: Sums | null, incomeSince: number) =>
    openBook(snapshot, { ...options, incomeSince, ...(told && { sums: told }) })
  return classesOf(book, before).map((moneyClass) => toPublicNetwork(book, moneyClass, read))
}

/** A class that nothing was paid in of late is still one of the network's. */
function classesOf({ paid }: Book, before: readonly MoneyClass[]): readonly MoneyClass[] {
  const found = [...paid].filter(([, entries]) => entries.length > 0).map(([name]) => name)
  const all = new Set([...before, ...found])
  return all.size > 0 ? [...all] : [...paid.keys()]
}

type Read = (sums: Sums | null, since: number) => Promise<Book>

function toPublicNetwork(whole: Book, moneyClass: MoneyClass, read: Read) {
  const book = { ...whole, scope: seenOn(whole.scope, chainsOf(whole.network, moneyClass)) }
  const { scope, prices } = book
  const { window } = scope
  const seenOf = (all: readonly Entry[] | undefined) => (all ?? []).filter((entry) => entry.at < window.to)
  const entries = seenOf(whole.classes.get(moneyClass))
  const within = entries.filter((entry) => isIn(entry.at, window))
  const statement = networkStatement(entries, window, prices, moneyClass)
  const { fees, refunds, emissions, blocked } = statement
  const context = contextOf(book, moneyClass, within, {
    emissionShare: orNull(statement.emissionShare),
    relatedPartyShare: orNull(statement.relatedPartyShare),
  })
  const using = (kinds: readonly EntryKind[]) =>
    createWriter({ ...over(context, valuedEntries(within, kinds), prices), ...sharesOfKinds(kinds, context) })
  const told = async (sums: Sums | null, since: number): Promise<Told> => {
    const { classes, paid, prices, presences } = await read(sums, since)
    return { entries: seenOf(classes.get(moneyClass)), paid: seenOf(paid.get(moneyClass)), prices, presences }
  }
  const money = { book, receipts: statement, context, class: moneyClass, entries, told, blocked }
  return {
    ...({ money, within, statement } satisfies NetworkParent),
    class: moneyClass,
    window: toPublicWindow(window),
    fees: using(['fee'])(fees, USD(METHOD)),
    emissions: using(['emission'])(emissions, USD(METHOD)),
    refunds: using(['refund'])(refunds, USD(METHOD)),
    unattributedFees: createWriter({
      ...over(context, statement.stray, prices),
      emissionShare: null,
      relatedPartyShare: null,
    })(statement.strayFees, USD(METHOD)),
  }
}

type Part = (means: EconomicsMeans, snapshot: Snapshot, parent: NetworkParent) => unknown

/** By field of `NetworkEconomics`: what has to be worked out, each when it is asked for. */
export const NETWORK_PARTS = {
  emissionsIfSold: (_, __, { money: { book, context, blocked }, within }) =>
    toPublicSold(
      emittedAmounts(within),
      { prices: book.prices, depth: book.depth, at: book.scope.window.to - 1 },
      context,
      blocked,
    ),
  coverage: (_, __, { money: { book, entries, context }, statement }) => {
    const { window } = book.scope
    // Of a window that was not seen there is no ratio either.
    const isTold = window.to > window.from
    return toPublicCoverage({ entries, window, prices: book.prices, receipts: statement, isTold }, context)
  },
  revenue: async (_, __, { money: { book, told, context, blocked } }) => {
    const { window } = book.scope
    // How long nothing was paid is of single receipts.
    const { entries, prices, presences } = await told(null, window.from)
    return toPublicRevenue({ entries, window, known: window.to, prices, presences, blocked }, context)
  },
  penalties: async (means, snapshot, { money, statement }) => {
    const { book, entries, context } = money
    const { window, network } = book.scope
    const homes = await listHomes(snapshot, book, money.class)
    const lifetimes = (await listLifetimes(snapshot, network, window.to)).filter(isOfClass(homes, entries))
    const watched = lifetimes.reduce((days, life) => days + (life.leftAt ?? window.to) - life.joinedAt, 0)
    return toPublicPenalties(
      {
        entries,
        findings: book.findings.filter((row) => homes.has(row.chain)).map((row) => row.at),
        window,
        prices: book.prices,
        gross: statement.gross,
        isTold: window.to > window.from,
        claims: () => countClaims(snapshot, { network, node: null, window, chains: [...homes] }),
        own: { events: countLosses(entries), nodeDays: nodeDays(0, watched) },
        comparable: { events: 0, nodeDays: exact(0) },
        rules: means.rules.get(network) ?? [],
        catalogue: means.catalogue,
      },
      context,
    )
  },
  demand: async (_, snapshot, { money: { book, class: moneyClass, told, blocked } }) => {
    const { window, network } = book.scope
    const within = (all: readonly Entry[] | undefined) =>
      (all ?? []).filter((entry) => isIn(entry.at, window))
    const paid = within((await told({ by: 'payer' }, window.from)).paid)
    const payees = within(book.paid.get(moneyClass))
    const returnsTo = (account: string, at: number) => book.operators.isOperator(account, at)
    const chains = [...(await listHomes(snapshot, book, moneyClass))]
    const claims = () => countRepeated(snapshot, { network, node: null, window, chains })
    const context = contextOf(ofAllPaid(book), moneyClass, paid)
    return toPublicDemand({ entries: paid, payees, book, returnsTo, claims, blocked }, context)
  },
  service: async (_, snapshot, { money: { book, class: moneyClass, context } }) => {
    const { window, network } = book.scope
    const chains = [...(await listHomes(snapshot, book, moneyClass))]
    return getPublicService(
      snapshot,
      { network, node: null, window, chains, maxAge: maxAgeOf(book.network) },
      context,
    )
  },
  survival: async (_, snapshot, { money }) => {
    const { window, network } = money.book.scope
    const homes = await listHomes(snapshot, money.book, money.class)
    const lifetimes = await listLifetimes(snapshot, network, window.to)
    return toPublicSurvival(money, lifetimes.filter(isOfClass(homes, money.entries)), window.to)
  },
} as const satisfies Readonly<Record<string, Part>>

/** Of which income a sum is: fees are no emissions, emissions have no payer, a refund is no income. */
function sharesOfKinds(kinds: readonly EntryKind[], context: FigureContext): Partial<FigureContext> {
  const { emissionShare, relatedPartyShare } = context
  if (kinds.length > 1) return { emissionShare, relatedPartyShare }
  if (kinds[0] === 'fee') return { emissionShare: emissionShare && ZERO, relatedPartyShare }
  return { emissionShare: kinds[0] === 'emission' ? emissionShare && ONE : null, relatedPartyShare: null }
}
