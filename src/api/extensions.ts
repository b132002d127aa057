import type { Catalogue } from '../platform/catalogue.ts'
import type { Network } from '../platform/network.ts'
import { RollupRoute } from './columnar/route.ts'
import { consensusExtension } from './consensus/extension.ts'
import { economicsExtension } from './economics/extension.ts'
import { LIVE_SDL } from './live/extension.ts'
import { riskExtension } from './risk/extension.ts'
import type { Extension } from './schema/executable.ts'
import { trustExtension } from './trust/extension.ts'

/** Everything that is served beside the entities. Live streams get their resolvers from `installLive`, once the schema is built. */
export async function listExtensions(
  networks: readonly Network[],
  catalogue: Catalogue,
  route = new RollupRoute(),
): Promise<Extension[]> {
  const byName = new Map(networks.map((network) => [network.name, network]))
  return [
    await economicsExtension(networks, catalogue, route),
    consensusExtension(byName),
    riskExtension({ networks: byName, catalogue }),
    await trustExtension(byName),
    { sdl: LIVE_SDL, resolvers: {}, costs: {} },
  ]
}
