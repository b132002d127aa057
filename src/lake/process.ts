import { Counter, Gauge, Registry } from 'prom-client'
import { Misconfigured } from '../claim/errors.ts'
import { ClickHouse } from '../platform/clickhouse.ts'
import { createPool } from '../platform/database.ts'
import { createLog } from '../platform/log.ts'
import { CHANNELS, Wakeups } from '../platform/notifications.ts'
import { Pulse, servePulse } from '../platform/pulse.ts'
import { runRounds } from '../platform/rounds.ts'
import { awaitTables } from '../platform/tables.ts'
import { LOAD_MS, loadFacts, recheckLoad } from './clickhouse/load.ts'
import { loadLate } from './clickhouse/load-late.ts'
import type { LakeConfig } from './config.ts'
import { exportFacts } from './export.ts'
import { exportLate } from './late/export.ts'
import { openLake } from './store.ts'

const WELL_SECONDS = 300

/** Writes cells of one chain as their blocks become final, until the signal; then ends in order. */
export async function start(config: LakeConfig, signal: AbortSignal): Promise<void> {
  const log = createLog('lake')
  const place = { network: config.network, chain: config.chain }
  // One connection holds the lock, one reads.
  const pool = createPool(config.databaseUrl, { application: 'lake', max: 3 })
  const wakeups = new Wakeups(config.databaseUrl, 'lake', [CHANNELS.block])
  const registry = new Registry()
  const pulse = new Pulse(WELL_SECONDS)
  const rows = new Counter({
    name: 'assay_lake_rows_total',
    help: 'facts, leaves and verdicts written',
    registers: [registry],
  })
  const covered = new Gauge({
    name: 'assay_lake_covered_block',
    help: 'the last block that the lake holds',
    registers: [registry],
  })
  const loaded = new Gauge({
    name: 'assay_lake_loaded_block',
    help: 'the last block that readers find in ClickHouse',
    registers: [registry],
  })
  const server = config.clickhouse ? new ClickHouse(config.clickhouse, LOAD_MS) : undefined
  const stopPulse = await servePulse({
    host: config.metricsHost,
    port: config.metricsPort,
    registry,
    pulse,
    log,
  })
  try {
    await awaitTables({ pool, log, onWait: (fault) => pulse.waits(fault?.message ?? null) }, signal)
    const store = openLake(config.lake, config.bucket)
    log.info({ ...place, lake: config.lake }, 'writing facts as they become final')
    let turn = 0
    const round = async () => {
      const onCell = ({ entry }: { readonly entry: { readonly from: number; readonly to: number } }) =>
        log.info({ from: entry.from, to: entry.to }, 'cell written')
      const done = await exportFacts({ pool, place, store, grid: config.grid, onCell }, signal)
      rows.inc(done.rows)
      covered.set(done.covered)
      const late = { pool, network: place.network, store }
      rows.inc((await unlessBusy(() => exportLate(late, signal)))?.rows ?? 0)
      if (!server) return
      const onLoad = ({ entry }: { readonly entry: { readonly from: number; readonly to: number } }) =>
        log.info({ from: entry.from, to: entry.to }, 'cell loaded into ClickHouse')
      const options = { pool, place, store, server, onLoad }
      const differs = await recheckLoad(options, turn++, signal)
      if (differs)
        log.error({ err: differs }, 'ClickHouse holds other rows than were loaded: they are loaded again')
      loaded.set((await loadFacts(options, signal)).covered)
      await unlessBusy(() => loadLate({ ...late, server }, signal))
    }
    const wait = () => wakeups.next(config.pollSeconds * 1000, signal)
    await runRounds({ pulse, log, round, wait }, signal)
  } finally {
    await stopPulse()
    await wakeups.close()
    await server?.close()
    await pool.end()
  }
}

/** Late data is the network's: where another chain's process works on it at this moment, there is nothing to do here. */
async function unlessBusy<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Misconfigured && error.code === 'LAKE_BUSY') return undefined
    throw error
  }
}
