import { add, compare, divide, type Exact, fromBaseUnits, multiply, subtract, sum, ZERO } from './exact.ts'
import { allKnown, type Known, known, listKnown, mapKnown, missing } from './known.ts'
import type { Entry } from './ledger.ts'
import type { PriceBook, Token } from './price.ts'
import { valueAtReceipt } from './value.ts'

/** Which tokens a sale is taken from: the oldest first, or a slice of all at their average cost. */
export type CostBasis = 'fifo' | 'average'

/** Tokens that an operator sold, and what they got for all of them. No fact shows a sale: the operator tells it. */
export interface Disposal {
  readonly at: number
  readonly token: Token
  /** Base units. */
  readonly amount: bigint
  readonly proceedsUsd: Exact
}

/** What became of received tokens after receipt: an investment's result and no part of the node's yield. USD. */
export interface Investment {
  /** Proceeds less the value at receipt of what was sold. */
  readonly realised: Known<Exact>
  /** Market value less the value at receipt of what is still held. */
  readonly unrealised: Known<Exact>
  /** Value at receipt of what is still held. */
  readonly heldCost: Known<Exact>
}

/** Tokens received together: each receipt is a lot at its value of that moment. */
interface Lot {
  readonly amount: Exact
  readonly cost: Exact
}

interface Step {
  readonly at: number
  readonly in: boolean
  readonly amount: Exact
  /** Value at receipt, or what was got for it. */
  readonly usd: Known<Exact>
}

/**
 * Fees and emissions become lots at their value at receipt; refunds and disposals take from them. Up to `at`, where what is
 * left is valued at the market. `NOT_OBSERVED` when more left than came: the ledger does not hold where it came from.
 */
export function investmentOf(
  entries: readonly Entry[],
  disposals: readonly Disposal[],
  basis: CostBasis,
  prices: PriceBook,
  at: number,
): Investment {
  const tokens = new Set([...entries.map((entry) => entry.token), ...disposals.map((each) => each.token)])
  const parts = [...tokens].map((token) => {
    const steps = stepsOf(token, entries, disposals, prices)
    return mapKnown(
      foldLots(
        steps.filter((step) => step.at < at),
        basis,
        token,
      ),
      (it) => {
        const held = sum(it.lots.map((lot) => lot.amount))
        const heldCost = sum(it.lots.map((lot) => lot.cost))
        const market: Known<Exact> =
          held.n === 0n
            ? known(ZERO)
            : mapKnown(prices.priceAt(token, at - 1), ({ price }) => multiply(held, price))
        return {
          realised: it.realised,
          heldCost,
          unrealised: mapKnown(market, (usd) => subtract(usd, heldCost)),
        }
      },
    )
  })
  const all = listKnown(parts)
  const total = (pick: (part: { realised: Exact; heldCost: Exact }) => Exact) =>
    mapKnown(all, (each) => sum(each.map(pick)))
  return {
    realised: total((part) => part.realised),
    heldCost: total((part) => part.heldCost),
    unrealised: all.known ? mapKnown(listKnown(all.value.map((part) => part.unrealised)), sum) : all,
  }
}

function stepsOf(
  token: Token,
  entries: readonly Entry[],
  disposals: readonly Disposal[],
  prices: PriceBook,
): readonly Step[] {
  const moved = entries
    .filter((entry) => entry.token === token && ['fee', 'emission', 'refund'].includes(entry.kind))
    .map((entry): Step => {
      const amount = fromBaseUnits(entry.amount ?? 0n, token.decimals)
      return { at: entry.at, in: entry.kind !== 'refund', amount, usd: valueAtReceipt(entry, prices) }
    })
  const sold = disposals
    .filter((each) => each.token === token)
    .map((each): Step => {
      const amount = fromBaseUnits(each.amount, token.decimals)
      return { at: each.at, in: false, amount, usd: known(each.proceedsUsd) }
    })
  // What comes at the same moment as it goes came first.
  return [...moved, ...sold].sort((a, b) => a.at - b.at || Number(b.in) - Number(a.in))
}

function foldLots(
  steps: readonly Step[],
  basis: CostBasis,
  token: Token,
): Known<{ readonly lots: readonly Lot[]; readonly realised: Exact }> {
  const queue = new LotQueue(basis)
  let realised = ZERO
  for (const step of steps) {
    const { usd } = step
    if (!usd.known) return usd
    if (step.in) {
      queue.put({ amount: step.amount, cost: usd.value })
      continue
    }
    const cost = queue.take(step.amount)
    if (!cost) {
      const when = new Date(step.at * 1000).toISOString()
      return missing('NOT_OBSERVED', `receipts of ${token.symbol}: more of it left by ${when} than had come`)
    }
    realised = add(realised, subtract(usd.value, cost))
  }
  return known({ lots: queue.left, realised })
}

/** Lots in the order in which they came; at average cost all of them are one. */
class LotQueue {
  readonly #basis: CostBasis
  readonly #lots: Lot[] = []
  #first = 0

  constructor(basis: CostBasis) {
    this.#basis = basis
  }

  get left(): readonly Lot[] {
    return this.#lots.slice(this.#first)
  }

  put(lot: Lot): void {
    const one = this.#basis === 'average' ? this.#lots[this.#first] : undefined
    if (one) this.#lots[this.#first] = { amount: add(one.amount, lot.amount), cost: add(one.cost, lot.cost) }
    else this.#lots.push(lot)
  }

  /** The cost of so much of the first lots, the last of them in part; undefined when there is not so much. */
  take(amount: Exact): Exact | undefined {
    let [wanted, cost] = [amount, ZERO]
    while (wanted.n > 0n) {
      const lot = this.#lots[this.#first]
      if (!lot) return undefined
      if (compare(lot.amount, wanted) > 0) {
        const part = multiply(lot.cost, divide(wanted, lot.amount))
        this.#lots[this.#first] = {
          amount: subtract(lot.amount, wanted),
          cost: subtract(lot.cost, part),
        }
        return add(cost, part)
      }
      wanted = subtract(wanted, lot.amount)
      cost = add(cost, lot.cost)
      this.#first++
    }
    return cost
  }
}

/** Income as if every receipt were worth what a token is worth at one moment: to compare work, never an income. */
export function grossAtConstantPrice(entries: readonly Entry[], prices: PriceBook, at: number): Known<Exact> {
  const value = (kind: 'fee' | 'emission' | 'refund') =>
    mapKnown(
      listKnown(
        [
          ...Map.groupBy(
            entries.filter((entry) => entry.kind === kind),
            (entry) => entry.token,
          ),
        ].map(([token, group]) =>
          mapKnown(prices.priceAt(token, at), ({ price }) =>
            multiply(
              fromBaseUnits(
                group.reduce((total, entry) => total + (entry.amount ?? 0n), 0n),
                token.decimals,
              ),
              price,
            ),
          ),
        ),
      ),
      sum,
    )
  const parts = allKnown({ fees: value('fee'), emissions: value('emission'), refunds: value('refund') })
  return mapKnown(parts, (it) => subtract(add(it.fees, it.emissions), it.refunds))
}
