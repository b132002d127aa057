import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Pool } from '../../platform/database.ts'
import { listChainStatus } from './status.ts'

export interface ApiMetrics {
  /** One request that ended. */
  record(route: string, status: number, seconds: number): void
  subscriptions(change: 1 | -1): void
  exported(format: string, bytes: number): void
  /** The text that Prometheus reads. */
  render(): Promise<string>
  readonly contentType: string
}

/** The API's metrics; names and meanings are in docs/operations.md. */
export function createMetrics(pool: Pool): ApiMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
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
    name: 'assay_chain_lag_blocks',
    help: 'Blocks between the chain’s head and what is indexed',
    labelNames: ['network', 'chain'],
    registers,
    async collect() {
      for (const { network, chainId, lag } of await listChainStatus(pool))
        this.set({ network, chain: String(chainId) }, lag)
    },
  })
  return {
    record(route, status, took) {
      requests.inc({ route, status: String(status) })
      seconds.observe({ route }, took)
    },
    subscriptions: (change) => open.inc(change),
    exported: (format, count) => rows.inc({ format }, count),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
