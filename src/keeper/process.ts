import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Counter, Registry } from 'prom-client'
import { getCatalogue, type Hub } from '../platform/catalogue.ts'
import { createPool, type Pool } from '../platform/database.ts'
import { GuardedHttp } from '../platform/http.ts'
import { createLog } from '../platform/log.ts'
import { getNetwork, type Network } from '../platform/network.ts'
import { Pulse, servePulse } from '../platform/pulse.ts'
import { awaitTables } from '../platform/tables.ts'
import { reconcileChain } from './balances/reconcile-chain.ts'
import type { KeeperConfig } from './config.ts'
import { DailyDisclosures } from './disclosures/daily.ts'
import { refreshPrices } from './prices/refresh.ts'
import type { PriceSource } from './prices/source.ts'
import { listPriceSources } from './prices/sources.ts'
import { refreshSenders } from './senders/refresh.ts'
import { recordTokens } from './store/tokens.ts'
import { refreshSupply } from './supply/refresh.ts'
import { refreshTransfers } from './transfers/refresh.ts'
import { refreshUsage } from './usage.ts'

// A look asks many endpoints: so long it may take beside the waits between looks.
const WELL_SECONDS = 300

/** Keeps prices and balances, until the signal; then ends in order. */
export async function start(config: KeeperConfig, signal: AbortSignal): Promise<void> {
  const log = createLog('keeper')
  const network = await getNetwork(config.networks, config.network)
  const pool = createPool(config.databaseUrl, { application: 'keeper', max: 2 })
  const http = new GuardedHttp(config.privateHosts)
  const registry = new Registry()
  const pulse = new Pulse(3 * config.pollSeconds + WELL_SECONDS)
  const kept = new Counter({
    name: 'assay_keeper_kept_total',
    help: 'What was kept, by kind',
    labelNames: ['kind'],
    registers: [registry],
  })
  const stopPulse = await servePulse({
    host: config.metricsHost,
    port: config.metricsPort,
    registry,
    pulse,
    log,
  })
  try {
    const own = join(network.folder, 'prices')
    const sources = await listPriceSources(existsSync(own) ? [config.prices, own] : [config.prices], http)
    const disclosures = new DailyDisclosures(pool, network, config.endpointsOf, log)
    const { hubs } = await getCatalogue(config.catalogue)
    await awaitTables({ pool, log, onWait: (fault) => pulse.waits(fault?.message ?? null) }, signal)
    log.info({ network: network.name, sources: sources.length }, 'keeping')
    while (!signal.aborted) {
      await keep(config, network, pool, http, sources, disclosures, hubs, { log, pulse, kept }, signal)
      // The signal ends the wait by throwing: that is how it is meant to end.
      await sleep(config.pollSeconds * 1000, undefined, { signal }).catch(() => {})
    }
  } finally {
    await stopPulse()
    await http.close()
    await pool.end()
  }
}

interface Watch {
  readonly log: Logger
  readonly pulse: Pulse
  readonly kept: Counter<'kind'>
}

/** One look at everything. What the database breaks is logged and met again at the next look. */
async function keep(
  config: KeeperConfig,
  network: Network,
  pool: Pool,
  http: GuardedHttp,
  sources: readonly PriceSource[],
  disclosures: DailyDisclosures,
  hubs: readonly Hub[],
  { log, pulse, kept }: Watch,
  signal: AbortSignal,
): Promise<void> {
  try {
    const now = Math.floor(Date.now() / 1000)
    const prices = await refreshPrices(pool, sources, config.pricesSince, now, log, signal)
    let balances = 0
    let senders = 0
    let supplies = 0
    let transfers = 0
    for (const chain of network.chains) {
      const own = config.endpointsOf(chain.id)
      const endpoints = own.length > 0 ? own : chain.endpoints
      // Without an endpoint nobody can be asked; indexing the chain needs one as well and says so.
      if (endpoints.length === 0) continue
      balances += await reconcileChain(pool, network, chain.id, endpoints, log, signal)
      supplies += await refreshSupply(pool, network, chain.id, endpoints, log, signal)
      transfers += await refreshTransfers(pool, network, chain.id, endpoints, hubs, log, signal)
      senders += await refreshSenders(pool, network.name, chain.id, endpoints, log, signal)
    }
    await recordTokens(pool, network)
    const rules = await disclosures.refresh(now, signal)
    const usage = await refreshUsage(pool, network, http, now, log, signal)
    const counts = { prices, balances, supplies, transfers, senders, rules, usage }
    for (const [kind, count] of Object.entries(counts)) kept.inc({ kind }, count)
    pulse.done()
    log.debug(counts, 'looked')
  } catch (error) {
    pulse.failed(error)
    if (!signal.aborted) log.error({ err: error }, 'a look was cut short; it is tried again')
  }
}
