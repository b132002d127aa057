import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Counter, Registry } from 'prom-client'
import { getCatalogue, type Hub } from '../platform/catalogue.ts'
import { createPool } from '../platform/database.ts'
import { listDisclosures } from '../platform/disclosures.ts'
import { GuardedHttp } from '../platform/http.ts'
import { createLog } from '../platform/log.ts'
import { readMeasurements } from '../platform/measurements.ts'
import { getNetwork } from '../platform/network.ts'
import { listNetworkFaults } from '../platform/network-faults.ts'
import { Pulse, servePulse } from '../platform/pulse.ts'
import { runRounds } from '../platform/rounds.ts'
import { awaitTables } from '../platform/tables.ts'
import { AlertDesk, connectionsOf } from './alerts/desk.ts'
import { readReceivers } from './alerts/receivers.ts'
import { reconcileChain } from './balances/reconcile-chain.ts'
import type { KeeperConfig } from './config.ts'
import { refreshContacts } from './contacts/refresh.ts'
import { refreshDeliveries } from './deliveries/refresh.ts'
import { DailyDisclosures } from './disclosures/daily.ts'
import type { NetworkLook } from './look.ts'
import { type DepthSource, refreshDepth } from './prices/depth.ts'
import { MarketChartSource } from './prices/market-chart.ts'
import { OrderBookSource } from './prices/order-book.ts'
import { refreshPrices } from './prices/refresh.ts'
import type { PriceSource } from './prices/source.ts'
import { listDepthFiles, listPriceSources } from './prices/sources.ts'
import { readOrderBooks, readVenues } from './prices/venues.ts'
import { refreshReceipts } from './receipts/refresh.ts'
import { refreshSenders } from './senders/refresh.ts'
import { recordTokens } from './store/tokens.ts'
import { refreshSupply } from './supply/refresh.ts'
import { refreshTraces } from './traces/refresh.ts'
import { Tracer } from './traces/tracer.ts'
import { refreshTransfers } from './transfers/refresh.ts'
import { refreshUsage } from './usage.ts'

// A look asks many endpoints: so long it may take beside the waits between looks.
const WELL_SECONDS = 300

/** Keeps prices and balances, until the signal; then ends in order. */
export async function start(config: KeeperConfig, signal: AbortSignal): Promise<void> {
  const log = createLog('keeper')
  const network = await getNetwork(config.networks, config.network)
  const receivers = await readReceivers(config.alertReceivers)
  const pool = createPool(config.databaseUrl, { application: 'keeper', max: connectionsOf(receivers) })
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
    const folders = existsSync(own) ? [config.prices, own] : [config.prices]
    const sources = [
      ...readVenues(config.priceVenues).map((venue) => new MarketChartSource(venue, http)),
      ...(await listPriceSources(folders, http)),
    ]
    const depths = [
      ...readOrderBooks(config.depthVenues).map((venue) => new OrderBookSource(venue, http)),
      ...(await listDepthFiles(folders)),
    ]
    const disclosures = new DailyDisclosures(config.endpointsOf)
    const { hubs, advisories } = await getCatalogue(config.catalogue)
    const measurements = await readMeasurements(network)
    await awaitTables({ pool, log, onWait: (fault) => pulse.waits(fault?.message ?? null) }, signal)
    for (const fault of listNetworkFaults(network, await listDisclosures(network)))
      log.warn(fault, fault.message)
    log.info({ network: network.name, sources: sources.length }, 'keeping')
    const look = { pool, network, log, signal }
    const tracer = new Tracer()
    const alerts = new AlertDesk({ look, http, measurements, advisories, receivers }, kept)
    const rounds = {
      pulse,
      log,
      round: () => keep(config, look, { http, sources, depths, disclosures, hubs, tracer }, kept),
      // Between rounds alerts are looked for and sent more often than the world is asked.
      wait: () => alerts.tend(config.pollSeconds, config.alertSeconds),
    }
    await runRounds(rounds, signal)
  } finally {
    await stopPulse()
    await http.close()
    await pool.end()
  }
}

/** What is kept from, beside the chains. */
interface Origins {
  readonly http: GuardedHttp
  readonly sources: readonly PriceSource[]
  readonly depths: readonly DepthSource[]
  readonly disclosures: DailyDisclosures
  readonly hubs: readonly Hub[]
  readonly tracer: Tracer
}

/** One look at everything. */
async function keep(
  config: KeeperConfig,
  look: NetworkLook,
  { http, sources, depths, disclosures, hubs, tracer }: Origins,
  kept: Counter<'kind'>,
): Promise<void> {
  const { network, log } = look
  const now = Math.floor(Date.now() / 1000)
  const prices = await refreshPrices(look, sources, { since: config.pricesSince, now })
  const depth = await refreshDepth(look, depths, now)
  let balances = 0
  let senders = 0
  let supplies = 0
  let transfers = 0
  let contacts = 0
  let traces = 0
  let deliveries = 0
  let receipts = 0
  let differences = 0
  for (const chain of network.chains) {
    const own = config.endpointsOf(chain.id)
    const endpoints = own.length > 0 ? own : chain.endpoints
    // Without an endpoint there is nobody to ask; indexing the chain needs one as well and says so.
    if (endpoints.length === 0) continue
    // A consensus has no accounts to ask for: those are its Ethereum chain's.
    if (chain.consensus) continue
    const of = { ...look, chain: chain.id, endpoints }
    balances += await reconcileChain(of)
    supplies += await refreshSupply(of)
    transfers += await refreshTransfers(of, hubs)
    senders += await refreshSenders(of)
    const { told, differing } = await refreshContacts(of, tracer)
    contacts += told
    deliveries += await refreshDeliveries(of)
    receipts += await refreshReceipts(of)
    const traced = await refreshTraces(of, tracer)
    traces += traced.compared
    differences += differing + traced.differing
  }
  await recordTokens(look.pool, network)
  const rules = await disclosures.refresh(look, now)
  const usage = await refreshUsage(look, http, now)
  const counts = {
    prices,
    depth,
    balances,
    supplies,
    transfers,
    senders,
    contacts,
    traces,
    deliveries,
    receipts,
    differences,
    rules,
    usage,
  }
  for (const [kind, count] of Object.entries(counts)) kept.inc({ kind }, count)
  log.debug(counts, 'looked')
}
