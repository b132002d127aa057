import type { Call } from '../chain/journal.ts'
import { LAST_OF_STOPPED, listOrders, OPEN_FOR } from './fates.ts'
import { playOrder } from './orders.ts'
import { configure, deploy } from './setup.ts'
import { doWork, submitRoot } from './work.ts'
import { call, type MarketWorld, XZKC } from './world.ts'

const FIRST_ORDERS = 3
/** The version of proofs that is found to be unsound is stopped here, when the last one of it is delivered. */
export const STOPPED_AT = LAST_OF_STOPPED + OPEN_FOR + 2

/** Everything that happens in one block, in order. It follows from the seed and the block's number alone. */
export async function planMarketBlock(world: MarketWorld, block: number): Promise<Call[]> {
  if (block === 1) return deploy(world)
  if (block === 2) return configure(world)
  const first = Math.max(FIRST_ORDERS, block - OPEN_FOR - 2)
  const begun = Array.from({ length: block - first + 1 }, (_, index) => first + index)
  const orders = begun.flatMap((each) => listOrders(world.seed, each))
  const played = await Promise.all(orders.map((order) => playOrder(world, order, block)))
  return [
    ...(block === FIRST_ORDERS ? [submitRoot(world)] : []),
    ...(block === STOPPED_AT ? [call(world, 'admin', 'EmergencyStop', 'estop', [])] : []),
    ...doWork(world, block),
    ...played.flat(),
    ...(block % 10 === 0 ? [call(world, 'prover-4', 'ProofMarket', 'withdrawCollateral', [XZKC])] : []),
  ]
}
