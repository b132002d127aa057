import { Environment } from '../../src/platform/environment.ts'
import { readAcceptedWalls } from '../config.ts'
import type { Wall } from '../inference/child/walls.ts'

/**
 * Walls that whoever runs a command does without.
 * @throws Misconfigured `CONFIG_MISSING` for a word that names none
 */
export function acceptedWalls(): readonly Wall[] {
  const settings = new Environment(process.env)
  const walls = readAcceptedWalls(settings)
  settings.check()
  return walls
}
