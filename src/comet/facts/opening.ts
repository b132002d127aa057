import { toHex } from '../../claim/hex.ts'
import { OWN_COIN } from '../../indexer/events/abi-words.ts'
import type { Fact } from '../../indexer/events/facts.ts'
import type { CometHeight } from '../content.ts'
import type { Opening } from '../opening-store.ts'
import { type EventContext, nodeOf } from './context.ts'
import { stakeChange } from './make.ts'

/** Whether it is the first height that is read: there is no set before. */
export function isFirst({ sets }: CometHeight): boolean {
  return sets !== null && sets.before === null
}

/** Stake that was there before the first height, as a node's state said whose it was. */
export function listOpening(opening: Opening): Fact[] {
  return [...opening.values()].flatMap((stakes) =>
    stakes.map(({ node, staker, amount }) => stakeChange(node, staker, amount)),
  )
}

/** Of validators whose stakers nobody named: what their power proves, of the zero address. `reduction`: base units of one unit of power. */
export function listUnnamed(
  { sets }: CometHeight,
  context: EventContext,
  opening: Opening,
  reduction: bigint,
): Fact[] {
  return (sets?.now ?? []).flatMap(({ address, power }) => {
    const node = nodeOf(toHex(address), context)
    // The zero address, as of the chain's own coin.
    return opening.has(node) ? [] : [stakeChange(node, OWN_COIN, power * reduction)]
  })
}
