import { fileURLToPath } from 'node:url'
import { Environment } from '../platform/environment.ts'
import { readNetworkPlace } from '../platform/place.ts'

export interface KeeperConfig {
  readonly databaseUrl: string
  readonly networks: string
  readonly network: string
  /** Folder of price files and `sources.json`; a network's own folder `prices` is read as well. */
  readonly prices: string
  /** Folder of the catalogue: its hubs end the tracing of transfers. */
  readonly catalogue: string
  /** First day that prices are asked for, Unix seconds. */
  readonly pricesSince: number
  /** `<series>=<address of a coin>` each: venues that are asked as well. */
  readonly priceVenues: readonly string[]
  /** `<series>=<address of an order book>` each: what sales would fetch is read of them as well. */
  readonly depthVenues: readonly string[]
  readonly privateHosts: readonly string[]
  /** Endpoints of a chain; an empty list: those of network.json. */
  readonly endpointsOf: (chain: number) => readonly string[]
  /** Seconds between looks. */
  readonly pollSeconds: number
  /** File of those who are told of alerts; empty: nobody is. */
  readonly alertReceivers: string
  /** Seconds between looks for alerts and deliveries. */
  readonly alertSeconds: number
  readonly metricsHost: string
  /** Prometheus metrics and health; 0: none. */
  readonly metricsPort: number
}

export function readConfig(env: NodeJS.ProcessEnv): KeeperConfig {
  const settings = new Environment(env)
  const config: KeeperConfig = {
    databaseUrl: settings.databaseUrl(),
    ...readNetworkPlace(settings),
    prices: settings.text('ASSAY_PRICES', fileURLToPath(new URL('../../catalogue/prices', import.meta.url))),
    catalogue: settings.text('ASSAY_CATALOGUE', fileURLToPath(new URL('../../catalogue', import.meta.url))),
    pricesSince: settings.integer('ASSAY_PRICES_SINCE', Date.UTC(2026, 0, 1) / 1000),
    priceVenues: settings.list('ASSAY_PRICE_VENUES'),
    depthVenues: settings.list('ASSAY_DEPTH_VENUES'),
    privateHosts: settings.list('ASSAY_PRIVATE_HOSTS'),
    endpointsOf: (chain) => settings.list(`RPC_${chain}`),
    pollSeconds: settings.integer('ASSAY_KEEPER_SECONDS', 600),
    alertReceivers: settings.text('ASSAY_ALERT_RECEIVERS', ''),
    alertSeconds: settings.integer('ASSAY_ALERT_SECONDS', 30),
    metricsHost: settings.text('ASSAY_METRICS_HOST', '127.0.0.1'),
    metricsPort: settings.integer('ASSAY_METRICS_PORT', 0),
  }
  settings.check()
  return config
}
