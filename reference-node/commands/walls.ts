import { Environment } from '../../src/platform/environment.ts'
import { readAcceptedWalls, readReplayMemory } from '../config.ts'
import type { PoolOptions } from '../inference/pool.ts'

/**
 * How whoever runs a command has models run: the walls that they do without, and the memory.
 * @throws Misconfigured `CONFIG_MISSING` for a word that names no wall, or a number that is none
 */
export function replaySettings(): Pick<PoolOptions, 'accepted' | 'memoryBytes'> {
  const settings = new Environment(process.env)
  const accepted = readAcceptedWalls(settings)
  const memoryBytes = readReplayMemory(settings) * 2 ** 20
  settings.check()
  return { accepted, memoryBytes }
}
