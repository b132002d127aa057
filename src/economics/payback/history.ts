import type { CostModel, MachineCosts } from '../cost.ts'
import { dailyRevenue, wholeDays } from '../daily-revenue.ts'
import { type Exact, exact, fromBaseUnits, negate, sum, toNumber } from '../exact.ts'
import type { Window } from '../figure.ts'
import { allKnown, type Known, known, listKnown, mapKnown, missing } from '../known.ts'
import type { Entry } from '../ledger.ts'
import type { Presences } from '../presence.ts'
import type { PriceBook, Token } from '../price.ts'
import type { Sample } from '../sample.ts'
import { ofKind, valueAtReceipt, withoutUnpriced } from '../value.ts'
import { SIMULATION } from './assumptions.ts'
import { type FeeCurrency, feeCurrency, inTokens } from './fee-currency.ts'
import { type SampledNode, sampledNodes } from './sampled-nodes.ts'

/** What was paid to a node, in the currency that its fees are priced in. */
export interface PaidFees {
  readonly currency: FeeCurrency
  /** Fees less refunds of each whole UTC day that the node was there. */
  readonly days: readonly Known<Exact>[]
  readonly received: Known<Exact>
  /** How many fees; of a mean node a fraction. */
  readonly requests: Exact
}

interface Past {
  readonly entries: readonly Entry[]
  readonly seen: Window
  readonly prices: PriceBook
  readonly presences?: Presences
  readonly blocked: Known<never> | undefined
  readonly pnl: { readonly paidRequests: number }
  readonly sample?: Sample | undefined
}

/** Fees and refunds of the time in which the node was there. */
export function paidFees({ entries, seen, prices, blocked, pnl, sample }: Past): PaidFees {
  const all = [...ofKind(entries, 'fee', seen), ...ofKind(entries, 'refund', seen)]
  const paid = withoutUnpriced(all)
  const currency = feeCurrency(ofKind(paid, 'fee'), prices)
  const { token } = currency
  const whole = (entry: Entry) => (token ? inTokens(entry, token, prices) : valueAtReceipt(entry, prices))
  const worth = sample ? (entry: Entry) => sample.mean(entry, whole(entry)) : whole
  return {
    currency,
    days: dailyRevenue(paid, seen, worth, { blocked, counts: sample?.has }),
    received: blocked ?? netOf(paid, worth),
    requests: sample ? sample.count(ofKind(all, 'fee')) : exact(pnl.paidRequests),
  }
}

/** Fees less refunds, as `worth` counts each. */
function netOf(paid: readonly Entry[], worth: (entry: Entry) => Known<Exact>): Known<Exact> {
  return mapKnown(listKnown(paid.map((entry) => signed(entry, worth(entry)))), sum)
}

/** A refund is less than nothing. */
function signed({ kind }: Entry, worth: Known<Exact>): Known<Exact> {
  return kind === 'refund' ? mapKnown(worth, negate) : worth
}

/**
 * Each node of the sample by its days; undefined: one node is asked about. `tokens`: those of the emissions; several are told in the
 * first, at the last prices.
 */
export function nodesOf(
  past: Past,
  { currency }: PaidFees,
  tokens: readonly Token[],
): Known<readonly SampledNode[]> | undefined {
  const { entries, seen, prices, presences, sample, blocked } = past
  if (!sample) return undefined
  if (blocked) return blocked
  const worth = (entry: Entry): Known<number> => {
    const { token } = currency
    const whole = token ? inTokens(entry, token, prices) : valueAtReceipt(entry, prices)
    return mapKnown(signed(entry, whole), toNumber)
  }
  const paid = withoutUnpriced([...ofKind(entries, 'fee', seen), ...ofKind(entries, 'refund', seen)])
  const emitted = ofKind(sample.emissions ?? entries, 'emission', seen).filter(({ token }) =>
    tokens.includes(token),
  )
  const [first] = tokens
  const inFirst = (entry: Entry): Known<number> => {
    const whole = toNumber(fromBaseUnits(entry.amount ?? 0n, entry.token.decimals))
    if (tokens.length === 1 || !first) return known(whole)
    const at = seen.to - 1
    const parts = allKnown({ own: prices.priceAt(entry.token, at), first: prices.priceAt(first, at) })
    return mapKnown(parts, (it) => (whole * toNumber(it.own.price)) / toNumber(it.first.price))
  }
  return sampledNodes(
    sample,
    wholeDays(seen).filter(sample.has),
    {
      fees: paid.map((entry) => [entry, worth(entry)]),
      emissions: emitted.map((entry) => [entry, inFirst(entry)]),
    },
    SIMULATION.blockDays,
    presences,
  )
}

/** The machine, where there is one: a rented instance has no capital. */
export function machineOf(model: Known<CostModel>): Known<MachineCosts> {
  if (!model.known) return model
  if (model.value.kind === 'machine') return known(model.value)
  return missing('NOT_APPLICABLE', 'a rented instance has no capital to pay back')
}
