import { costModelFor, runningCosts } from './cost.ts'
import { emittedPerDay } from './emitted.ts'
import { add, type Exact, exact, multiply, subtract, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { allKnown, type Known, mapKnown } from './known.ts'
import { countOf, type Entry } from './ledger.ts'
import { type Pnl, type PnlInput, profitAndLoss } from './pnl.ts'
import type { Presences } from './presence.ts'
import { emissionShareOf, grossOf } from './receipts.ts'
import type { Sample } from './sample.ts'
import { ofKind, share, signedValue, valueAtReceipt, valuedIncome, withoutUnpriced } from './value.ts'

/** What a mean node is the mean of. */
export interface MeanNode {
  readonly sample: Sample
  readonly window: Window
  /** What its nodes received for the days of the sample. */
  readonly entries: readonly Entry[]
  readonly presences?: Presences
  /** Why there is no such node, if so. */
  readonly none?: Known<never> | undefined
  /** USD. */
  readonly gasPerClaim: Exact
}

/**
 * A statement of the mean node: its costs are one node's over the days of the sample, its emissions those of as many days at what was
 * earned on days that were paid for.
 */
export function meanPnl(input: PnlInput, of: MeanNode): Pnl {
  const { sample, window, entries, presences, none, gasPerClaim } = of
  const costs = profitAndLoss(input)
  const paid = ofKind(entries, 'fee')
  const paidOut = ofKind(sample.emissions ?? entries, 'emission', window)
  const worth = (entry: Entry) => valueAtReceipt(entry, input.prices)
  const total = (kind: 'fee' | 'refund', gap: Known<Exact>): Known<Exact> =>
    none ?? (gap.known ? sample.total(withoutUnpriced(ofKind(entries, kind)), worth) : gap)
  const earned = (emitted: readonly Entry[]): Known<Exact> => {
    const time = { window, seen: window, presences, sample }
    return mapKnown(emittedPerDay(emitted, time, worth), (perDay) => multiply(perDay, exact(sample.days)))
  }
  const fees = total('fee', costs.fees)
  const refunds = total('refund', costs.refunds)
  const emissions = none ?? (costs.emissions.known ? earned(withoutUnpriced(paidOut)) : costs.emissions)
  // Where fees are nobody's to show, or nothing was observed, that is the reason; else each kind takes away only itself.
  const income = valuedIncome([...paid, ...ofKind(entries, 'refund'), ...paidOut])
  const gross =
    none || !costs.fees.known
      ? grossOf({ fees, refunds, emissions })
      : mapKnown(
          allKnown({
            net: sample.total(
              income.filter(({ kind }) => kind !== 'emission'),
              (entry) => signedValue(entry, input.prices),
            ),
            emitted: earned(ofKind(income, 'emission')),
          }),
          (it) => add(it.net, it.emitted),
        )
  const requests = sample.count(paid)
  const model = input.cost.known ? costModelFor(input.role, input.cost.value) : input.cost
  const one = model.known ? runningCosts(model.value, input.window, 1) : model
  const upstream = mapKnown(one, (it) => multiply(it.upstream, requests))
  // A comparable node's claims are taken to be its paid requests: each is settled once.
  const gas = mapKnown(costs.gas, (usd) => add(usd, multiply(gasPerClaim, requests)))
  const delegators = mapKnown(allKnown({ gross, part: input.delegatorsPart(input.window.to - 1) }), (it) =>
    multiply(it.gross, it.part),
  )
  const { power, hosting } = costs
  const related = fees.known
    ? sample.total(
        withoutUnpriced(paid).filter((entry) => entry.related !== null),
        worth,
      )
    : fees
  return {
    ...costs,
    fees,
    refunds,
    emissions,
    gross,
    upstream,
    gas,
    delegators,
    netCash: mapKnown(allKnown({ gross, power, hosting, upstream, gas, delegators }), (it) =>
      subtract(it.gross, sum([it.power, it.hosting, it.upstream, it.gas, it.delegators])),
    ),
    emissionShare: emissionShareOf({ fees, refunds, emissions }),
    relatedPartyShare: share(related, fees, 'fees in the window'),
    events: countOf(entries),
    paidRequests: countOf(paid),
  }
}
