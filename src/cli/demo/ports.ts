import { Misconfigured } from '../../claim/errors.ts'
import { findFreePort, isPortFree } from '../../platform/embedded.ts'

/**
 * `wanted` when nobody listens there, a free port when it is 0.
 * @throws Misconfigured `PORT_IN_USE` naming the option to change
 */
export async function claimPort(wanted: number, option: string): Promise<number> {
  if (wanted === 0) return findFreePort()
  if (await isPortFree(wanted)) return wanted
  throw new Misconfigured(
    'PORT_IN_USE',
    `port ${wanted} is in use: stop what listens there, or give ${option} another`,
  )
}
