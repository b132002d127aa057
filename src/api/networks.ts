import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { getNetwork, type Network } from '../platform/network.ts'

/**
 * Every network that has a file under `root`; none when there is no such folder.
 * @throws Misconfigured `NETWORK_INVALID` on a bad file
 */
export async function listNetworks(root: string): Promise<Network[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const folders = entries
    .map((entry) => entry.name)
    .filter((name) => existsSync(join(root, name, 'network.json')))
  return Promise.all(folders.sort().map((name) => getNetwork(root, name)))
}
