import type { Known } from './known.ts'
import { type CashFlow, moneyWeightedReturn } from './xirr.ts'

/** What an operator put in and got out of one node, in USD at each moment. */
export interface OperatorFlows {
  /** Paid for machines. */
  readonly capex: readonly CashFlow[]
  /** Own stake: negative when locked, positive when returned. */
  readonly stakeMovements: readonly CashFlow[]
  /** Net cash as it accrues: a payout of what accrued before is not a flow. */
  readonly netCash: readonly CashFlow[]
  /** Own stake after slashes at the last price of the window. */
  readonly terminalStake: number
  /** What the machine is worth where the node leaves, or the window ends. */
  readonly resale: CashFlow
  readonly endsAt: number
}

/** Stated with every figure: what the return assumes of the end. */
export const TERMINAL_POLICY =
  'at the window’s end own stake is returned at the last price; the machine is sold at its book value then, or when the node left'

/**
 * The operator's money-weighted yearly return. A slash enters once, through the smaller terminal stake; it is no flow of its
 * own. Delegators' money is in none of the flows.
 */
export function operatorReturn(flows: OperatorFlows): Known<number> {
  const end: CashFlow = { at: flows.endsAt, amount: flows.terminalStake }
  return moneyWeightedReturn([...flows.capex, ...flows.stakeMovements, ...flows.netCash, flows.resale, end])
}
