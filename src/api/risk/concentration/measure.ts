import { add, type Exact, exact, sum, ZERO } from '../../../economics/exact.ts'
import type { FigureContext, MoneyClass } from '../../../economics/figure.ts'
import { type Known, known, listKnown, mapKnown, missing } from '../../../economics/known.ts'
import { countOf, type Entry } from '../../../economics/ledger.ts'
import { inOwnToken, measuredIn } from '../../../economics/own-token.ts'
import { isIn } from '../../../economics/period.ts'
import { over, valuedEntries, withoutMoney } from '../../../economics/price-use.ts'
import type { Held } from '../../../economics/risk/concentration.ts'
import { stakedBehind } from '../../../economics/risk/staked.ts'
import { moneyReason, ofKind, totalValue, withoutUnpriced } from '../../../economics/value.ts'
import { type Book, contextOf } from '../../economics/open/book.ts'
import type { UnseenBatches } from '../rows/settled.ts'
import type { Holder, Holders } from './holders.ts'

/** One whole that is shared out, with the envelopes of its shares and of its sum. */
export interface Measure {
  readonly held: Known<Held>
  /** In the unit of its sum: claims, or USD. */
  readonly total: Known<Exact>
  readonly amountOf: (holder: string) => Known<Exact>
  readonly shares: FigureContext
  readonly totals: FigureContext
}

/** Adds amounts up by who holds them. */
class Tally {
  readonly #holders = new Map<string, Exact>()
  #unknown = ZERO
  #free = ZERO

  add(holder: Holder, amount: Exact): void {
    if (holder === 'unknown') this.#unknown = add(this.#unknown, amount)
    else if (holder === 'free') this.#free = add(this.#free, amount)
    else this.#holders.set(holder.name, add(this.#holders.get(holder.name) ?? ZERO, amount))
  }

  get held(): Held {
    return { holders: this.#holders, unknown: this.#unknown, free: this.#free }
  }
}

/** What was settled in a window, and how its holders are told. */
interface SettledWork {
  /** Indexed chains of the class: without one there is nothing to count, which is not a zero. */
  readonly chains: readonly number[]
  readonly settled: readonly { readonly holder: Holder; readonly claims: bigint }[]
  readonly unseen: readonly UnseenBatches[]
  readonly relayerOf: (batch: UnseenBatches) => Holder
  readonly context: FigureContext
}

/** Whose settled claims are. A batch of which no contents that build its root are kept says of its claims how many they are, and who settled it. */
export function claimsMeasure({ chains, settled, unseen, relayerOf, context }: SettledWork): Measure {
  if (chains.length === 0) {
    const why = noChain(context.class)
    const bare = withoutMoney(context, 0)
    return { held: why, total: why, amountOf: () => why, shares: bare, totals: bare }
  }
  const tally = new Tally()
  for (const { holder, claims } of settled) tally.add(holder, exact(claims))
  for (const batch of unseen) tally.add(relayerOf(batch), exact(batch.claims))
  const { held } = tally
  const total = sum([...held.holders.values(), held.unknown, held.free])
  const caveats = sayUnseen(unseen)
  const seen = settled.reduce((count, { claims }) => count + Number(claims), 0)
  const counted = { ...withoutMoney(context, seen), caveats }
  return {
    held: known(held),
    total: known(total),
    amountOf: (holder) => known(held.holders.get(holder) ?? ZERO),
    shares: counted,
    totals: counted,
  }
}

/** Why no claims of a class are counted: tokens may be of a class that no indexed chain has. */
export function noChain(moneyClass: MoneyClass): Known<never> {
  return missing('NOT_OBSERVED', `claims on a chain of class ${moneyClass}: none is indexed`)
}

/** What a figure of claims says of batches of which no contents that build the root are kept. */
export function sayUnseen(unseen: readonly UnseenBatches[]): readonly string[] {
  const batches = unseen.reduce((count, each) => count + each.batches, 0)
  const sizeless = unseen.reduce((count, each) => count + each.withoutSize, 0)
  return [
    ...(batches > 0
      ? [
          `of ${batches} batches no contents that build the root are kept: how many claims they hold is what their logs say`,
        ]
      : []),
    ...(sizeless > 0 ? [`${sizeless} of them do not say how many, and are not counted`] : []),
  ]
}

/** A ledger of one class and whose its nodes are. */
export interface OwnedMoney {
  readonly book: Book
  readonly class: MoneyClass
  readonly entries: readonly Entry[]
  readonly holders: Holders
}

/** To whose nodes fees of the window were paid. */
export function feesMeasure({ book, class: moneyClass, entries, holders }: OwnedMoney): Measure {
  const { window } = book.scope
  const own = inOwnToken(
    entries.filter((entry) => isIn(entry.at, window)),
    book.prices,
    ['fee'],
  )
  const fees = withoutUnpriced(ofKind(own.entries, 'fee'))
  const groups = [...Map.groupBy(fees, (entry) => holders.holderOf(entry.node, entry.at))]
  const valued = listKnown(groups.map(([, group]) => totalValue(group, own.prices)))
  const context = over(contextOf(book, moneyClass, fees), valuedEntries(fees, ['fee']), own.prices)
  return {
    ...measureOf(
      mapKnown(valued, (values) => groups.map(([holder], index) => [holder, values[index] ?? ZERO])),
      own.symbol === null ? moneyReason(moneyClass) : (moneyReason(moneyClass) ?? unpriced(own.symbol)),
    ),
    shares: measuredIn(own, { ...context, emissionShare: null, relatedPartyShare: null }),
    totals: context,
  }
}

/** What is staked behind each node as a window ends, and what that was told from. */
export type Staked = ReturnType<typeof stakedOf>

/** Stakes of one class, whoever's the nodes are. */
export function stakedOf({ book, class: moneyClass, entries }: Omit<OwnedMoney, 'holders'>) {
  const { window } = book.scope
  const last = (of: readonly Entry[]) =>
    [...new Set(of.map(({ token }) => token))].map((token) => ({ token, at: window.to - 1 }))
  const isMove = ({ kind }: Entry) => kind === 'stake' || kind === 'penalty'
  const own = inOwnToken(entries, book.prices, ['stake', 'penalty'], last(entries.filter(isMove)))
  const moves = own.entries.filter(isMove)
  const base = contextOf(book, moneyClass, moves, { eventsCounted: countOf(moves) })
  const context = {
    ...over(base, last(moves), own.prices),
    eventsCounted: countOf(moves),
  }
  return { own, context, staked: [...stakedBehind(moves, own.prices, window.to)] }
}

/** Behind whose nodes stake stands as the window ends. */
export function stakeMeasure(
  { book, class: moneyClass, holders }: OwnedMoney,
  { own, context, staked }: Staked,
): Measure {
  const { window } = book.scope
  const valued = listKnown(staked.map(([, value]) => value))
  return {
    ...measureOf(
      mapKnown(valued, (values) =>
        staked.map(([node], index) => [holders.holderOf(node, window.to - 1), values[index] ?? ZERO]),
      ),
      own.symbol === null ? moneyReason(moneyClass) : (moneyReason(moneyClass) ?? unpriced(own.symbol)),
    ),
    shares: measuredIn(own, context),
    totals: context,
  }
}

function unpriced(symbol: string): Known<never> {
  return missing('NO_PRICE', `price of ${symbol}`)
}

/** `blocked`: why amounts are no money. Shares of one token's amounts need no price. */
function measureOf(
  parts: Known<readonly (readonly [Holder, Exact])[]>,
  blocked: Known<never> | undefined,
): Pick<Measure, 'held' | 'total' | 'amountOf'> {
  const held = mapKnown(parts, (all) => {
    const tally = new Tally()
    for (const [holder, amount] of all) tally.add(holder, amount)
    return tally.held
  })
  return {
    held,
    total:
      blocked ?? mapKnown(held, ({ holders, unknown, free }) => sum([...holders.values(), unknown, free])),
    amountOf: (holder) => blocked ?? mapKnown(held, ({ holders }) => holders.get(holder) ?? ZERO),
  }
}
