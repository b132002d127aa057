import type { Catalogue } from '../platform/catalogue.ts'
import type { Network } from '../platform/network.ts'
import { economicsExtension } from './economics/extension.ts'
import { LIVE_SDL } from './live/extension.ts'
import type { Extension } from './schema/executable.ts'

/** Everything that is served beside the entities. Live streams get their resolvers from `installLive`, once the schema is built. */
export async function listExtensions(
  networks: readonly Network[],
  catalogue: Catalogue,
): Promise<Extension[]> {
  return [await economicsExtension(networks, catalogue), { sdl: LIVE_SDL, resolvers: {}, costs: {} }]
}
