import type { Call } from '../chain/journal.ts'
import { settleBatch } from './batches.ts'
import { settleIndividual } from './individual.ts'
import { moveMoney } from './money.ts'
import { beat, changeNodes } from './nodes.ts'
import { doWork } from './provers.ts'
import { configure, deploy } from './setup.ts'
import type { World } from './world.ts'

/**
 * Everything that happens in one block, in order. It follows from the seed and the block's number alone (but for keys and
 * blinding), so a world that was stopped goes on as if it never had been.
 */
export async function planBlock(world: World, block: number): Promise<Call[]> {
  if (block === 1) return deploy(world)
  if (block === 2) return configure(world)
  return [
    ...changeNodes(world, block),
    ...beat(world, block),
    ...(await settleBatch(world, block)),
    ...(await settleIndividual(world, block)),
    ...(await doWork(world, block)),
    ...moveMoney(world, block),
  ]
}
