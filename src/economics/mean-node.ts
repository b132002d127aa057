import { costModelFor, runningCosts } from './cost.ts'
import { add, type Exact, multiply, subtract, sum } from './exact.ts'
import { allKnown, type Known, mapKnown } from './known.ts'
import { countOf, type Entry } from './ledger.ts'
import { type Pnl, type PnlInput, profitAndLoss } from './pnl.ts'
import { emissionShareOf, grossOf } from './receipts.ts'
import type { Sample } from './sample.ts'
import { ofKind, share, signedValue, valueAtReceipt, valuedIncome, withoutUnpriced } from './value.ts'

/** A statement of the mean node: its costs are one node's over the days of the sample. */
export function meanPnl(
  input: PnlInput,
  entries: readonly Entry[],
  sample: Sample,
  none: Known<never> | undefined,
  gasPerClaim: Exact,
): Pnl {
  const costs = profitAndLoss(input)
  const total = (kind: 'fee' | 'refund' | 'emission', gap: Known<Exact>): Known<Exact> => {
    if (none) return none
    if (!gap.known) return gap
    return sample.total(withoutUnpriced(ofKind(entries, kind)), (entry) =>
      valueAtReceipt(entry, input.prices),
    )
  }
  const fees = total('fee', costs.fees)
  const refunds = total('refund', costs.refunds)
  const emissions = total('emission', costs.emissions)
  // Where fees are nobody's to show, or nothing was observed, that is the reason; else each kind takes away only itself.
  const gross =
    none || !costs.fees.known
      ? grossOf({ fees, refunds, emissions })
      : sample.total(valuedIncome(entries), (entry) => signedValue(entry, input.prices))
  const paid = ofKind(entries, 'fee')
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
        (entry) => valueAtReceipt(entry, input.prices),
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
