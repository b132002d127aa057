import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Pool } from '../../platform/database.ts'
import { collectProcessMetrics } from '../../platform/process-metrics.ts'
import type { Recent } from '../../platform/recent.ts'
import type { ChainStatus } from './status.ts'

export interface ApiMetrics {
  /** One request that ended; `status` is `none` when its caller left, or was cut off, before an answer. */
  record(route: string, status: string, seconds: number): void
  /** One answer that we owe and did not give, whatever status it had. */
  failed(door: string, code: string): void
  subscriptions(change: 1 | -1): void
  exported(format: string, bytes: number): void
  /** The text that Prometheus reads. */
  render(): Promise<string>
  readonly contentType: string
}

/** The API's metrics; names and meanings are in docs/operations.md. */
export function createMetrics(pool: Pool, chains: Recent<ChainStatus[]>): ApiMetrics {
  const registry = new Registry()
  collectProcessMetrics(registry)
  const registers = [registry]
  const requests = new Counter({
    name: 'assay_api_requests_total',
    help: 'Requests that ended',
    labelNames: ['route', 'status'],
    registers,
  })
  const seconds = new Histogram({
    name: 'assay_api_request_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  const faults = new Counter({
    name: 'assay_api_faults_total',
    help: 'Answers that the service owed and could not give',
    labelNames: ['door', 'code'],
    registers,
  })
  const open = new Gauge({ name: 'assay_api_subscriptions', help: 'Open live streams', registers })
  const rows = new Counter({
    name: 'assay_api_export_bytes_total',
    help: 'Bytes exported',
    labelNames: ['format'],
    registers,
  })
  new Gauge({
    name: 'assay_api_pool_connections',
    help: 'Database connections of the API by state',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
      this.set({ state: 'waiting' }, pool.waitingCount)
    },
  })
  new Gauge({
    name: 'assay_database_up',
    help: '1 while the database answers',
    registers,
    async collect() {
      this.set(
        await chains.get().then(
          () => 1,
          () => 0,
        ),
      )
    },
  })
  new Gauge({
    name: 'assay_chain_lag_blocks',
    help: 'Blocks between the chain’s head and what is indexed',
    labelNames: ['network', 'chain'],
    registers,
    async collect() {
      this.reset()
      // The other metrics are needed most when the database is away: then only these lines are missing.
      const found = await chains.get().catch(() => undefined)
      for (const { network, chainId, lag } of found ?? []) this.set({ network, chain: String(chainId) }, lag)
    },
  })
  return {
    record(route, status, took) {
      requests.inc({ route, status })
      seconds.observe({ route }, took)
    },
    failed: (door, code) => faults.inc({ door, code }),
    subscriptions: (change) => open.inc(change),
    exported: (format, count) => rows.inc({ format }, count),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
