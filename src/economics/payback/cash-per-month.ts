import { asEarned, type EarningTime, secondsOf } from '../emitted.ts'
import { add, type Exact, exact, multiply, ONE, subtract } from '../exact.ts'
import { allKnown, type Known, mapKnown } from '../known.ts'
import { isIn, MONTH } from '../period.ts'
import { keptOf, type Pnl, type PnlInput } from '../pnl.ts'
import { ofKind, valuedIncome } from '../value.ts'

/**
 * Net cash of the time in which a node was there as a month of 30.4375 days, its emissions by the time that they are for; a mean node's
 * statement has them so. `share`: that is left to it of what it earned, and of what answering cost. USD.
 * Source: docs/methodology/payback.md.
 */
export function netCashPerMonth(
  { netCash, power, hosting }: Pick<Pnl, 'netCash' | 'power' | 'hosting'>,
  input: Pick<PnlInput, 'entries' | 'prices' | 'delegatorsPart'>,
  time: EarningTime,
  share: Exact = ONE,
): Known<Exact> {
  const income = valuedIncome(input.entries.filter(({ at }) => isIn(at, time.window)))
  const cash = time.sample
    ? netCash
    : asEarned(netCash, ofKind(income, 'emission'), time, (entry) => keptOf(entry, input))
  return mapKnown(allKnown({ cash, power, hosting }), (it) => {
    const fixed = add(it.power, it.hosting)
    return multiply(subtract(multiply(add(it.cash, fixed), share), fixed), exact(MONTH, secondsOf(time)))
  })
}
