import { type Known, known, missing } from './known.ts'
import { DAY } from './period.ts'

/** A dated cash flow seen by the operator: what is paid in is negative, what comes back positive. */
export interface CashFlow {
  readonly at: number
  readonly amount: number
}

// Yearly rates between losing all but a millionth and a millionfold gain, even in the logarithm of 1 + r.
const LOWEST = Math.log(1e-6)
const HIGHEST = Math.log(1e6)
const STEPS = 2_400

/**
 * The money-weighted yearly return: the r that makes Σ amount · (1 + r)^−(days/365) zero, days counted from the first flow,
 * as spreadsheets' XIRR. Looks at the whole range of rates: `NO_ROOT` when there is none, `MULTIPLE_ROOTS` when the flows
 * change sign in such a way that several rates fit: then none of them is the return.
 */
export function moneyWeightedReturn(flows: readonly CashFlow[]): Known<number> {
  const some = flows.filter((flow) => flow.amount !== 0)
  const first = Math.min(...some.map((flow) => flow.at))
  const years = some.map((flow) => (flow.at - first) / (365 * DAY))
  const total = (log: number) =>
    some.reduce((value, flow, index) => value + flow.amount * Math.exp(-log * (years[index] ?? 0)), 0)
  const roots: number[] = []
  let [before, valueBefore] = [LOWEST, total(LOWEST)]
  for (let step = 1; step <= STEPS && some.length > 0; step++) {
    const at = LOWEST + ((HIGHEST - LOWEST) * step) / STEPS
    const value = total(at)
    if (value === 0) roots.push(at)
    else if (Math.sign(value) === -Math.sign(valueBefore)) roots.push(bisect(total, before, at))
    ;[before, valueBefore] = [at, value]
  }
  const [root] = roots
  if (root === undefined) return missing('NO_ROOT', 'no yearly rate makes these cash flows worth nothing')
  if (roots.length > 1) return missing('MULTIPLE_ROOTS', `${roots.length} yearly rates fit these cash flows`)
  return known(Math.expm1(root))
}

function bisect(of: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  const above = Math.sign(of(high))
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2
    if (Math.sign(of(middle)) === above) high = middle
    else low = middle
  }
  return (low + high) / 2
}
