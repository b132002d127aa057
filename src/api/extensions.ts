import type { Catalogue } from '../platform/catalogue.ts'
import type { Network } from '../platform/network.ts'
import { consensusExtension } from './consensus/extension.ts'
import { economicsExtension } from './economics/extension.ts'
import { type LongWork, Simulator } from './economics/simulator.ts'
import { LIVE_SDL } from './live/extension.ts'
import { riskExtension } from './risk/extension.ts'
import type { Extension } from './schema/executable.ts'
import { trustExtension } from './trust/extension.ts'

/** Everything that is served beside the entities; paybacks and stress tests are worked out by `simulator`. Live streams get their resolvers from `installLive`, once the schema is built. */
export async function listExtensions(
  networks: readonly Network[],
  catalogue: Catalogue,
  simulator: LongWork = new Simulator(),
): Promise<Extension[]> {
  const byName = new Map(networks.map((network) => [network.name, network]))
  return [
    await economicsExtension(networks, catalogue, simulator),
    consensusExtension(byName),
    riskExtension({
      networks: byName,
      catalogue,
      stress: (question, caller) => simulator.askStress(question, caller),
    }),
    await trustExtension(byName),
    { sdl: LIVE_SDL, resolvers: {}, costs: {} },
  ]
}
