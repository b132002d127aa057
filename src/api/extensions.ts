import type { Catalogue } from '../platform/catalogue.ts'
import type { Network } from '../platform/network.ts'
import { economicsExtension } from './economics/extension.ts'
import { Simulator } from './economics/simulator.ts'
import { LIVE_SDL } from './live/extension.ts'
import { riskExtension } from './risk/extension.ts'
import type { Extension } from './schema/executable.ts'

/** Everything that is served beside the entities; paybacks are worked out by `simulator`. Live streams get their resolvers from `installLive`, once the schema is built. */
export async function listExtensions(
  networks: readonly Network[],
  catalogue: Catalogue,
  simulator = new Simulator(),
): Promise<Extension[]> {
  return [
    await economicsExtension(networks, catalogue, simulator),
    riskExtension({ networks: new Map(networks.map((network) => [network.name, network])), catalogue }),
    { sdl: LIVE_SDL, resolvers: {}, costs: {} },
  ]
}
