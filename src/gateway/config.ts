import { Environment } from '../platform/environment.ts'
import { readChainPlace } from '../platform/place.ts'

export interface Config {
  readonly networks: string
  readonly network: string
  readonly chain: number
  /** Empty: those of network.json. */
  readonly endpoints: readonly string[]
  readonly host: string
  readonly port: number
}

/**
 * Reads the gateway's settings; see docs/operations/settings.md.
 * @throws Misconfigured `CONFIG_MISSING`
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const settings = new Environment(env)
  const place = readChainPlace(settings)
  const config: Config = {
    ...place,
    endpoints: settings.list(`RPC_${place.chain}`),
    host: settings.text('ASSAY_GATEWAY_HOST', '127.0.0.1'),
    port: settings.integer('ASSAY_GATEWAY_PORT', 4370),
  }
  settings.check()
  return config
}
