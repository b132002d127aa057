import type { Call } from '../chain/journal.ts'
import { settleBatch } from './batches.ts'
import { settleIndividual } from './individual.ts'
import { moveMoney } from './money.ts'
import { beat, changeNodes } from './nodes.ts'
import { readOperators, type Scene } from './operators.ts'
import { doWork } from './provers.ts'
import { configure, deploy } from './setup.ts'
import type { World } from './world.ts'

/**
 * Everything that happens in one block, in order. It follows from the seed and the block's number (but for keys and
 * blinding), and from how many orders account contracts took before, as the chain says: so a world that was stopped goes on as
 * if it never had been.
 */
export async function planBlock(world: World, block: number): Promise<Call[]> {
  if (block === 1) return deploy(world)
  if (block === 2) return configure(world)
  const scene: Scene = { ...world, operators: readOperators(world) }
  return [
    ...(await changeNodes(scene, block)),
    ...(await beat(scene, block)),
    ...(await settleBatch(scene, block)),
    ...(await settleIndividual(scene, block)),
    ...(await doWork(scene, block)),
    ...(await moveMoney(scene, block)),
  ]
}
