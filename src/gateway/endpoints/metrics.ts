import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { FaultKind } from '../client.ts'
import type { Endpoint } from './endpoint.ts'

/** What the gateway counts; `registry` is served by whoever runs it. */
export interface GatewayMetrics {
  readonly registry: Registry
  requested(endpoint: string, outcome: string, seconds: number): void
  hedged(endpoint: string): void
  lied(endpoint: string, kind: FaultKind): void
  /** Logs that an endpoint gave although it says itself that they were taken back. */
  removed(count: number): void
}

export function createMetrics(endpoints: readonly Endpoint[], registry = new Registry()): GatewayMetrics {
  const registers = [registry]
  const requests = new Counter({
    name: 'assay_gateway_requests_total',
    help: 'Batches sent, by what came of them',
    labelNames: ['endpoint', 'outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'assay_gateway_request_seconds',
    help: 'Time to an answer',
    labelNames: ['endpoint'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
    registers,
  })
  const hedges = new Counter({
    name: 'assay_gateway_hedges_total',
    help: 'Requests also sent elsewhere because this endpoint was slow',
    labelNames: ['endpoint'],
    registers,
  })
  const faults = new Counter({
    name: 'assay_gateway_provider_faults_total',
    help: 'Lies found',
    labelNames: ['endpoint', 'kind'],
    registers,
  })
  const removed = new Counter({
    name: 'assay_gateway_removed_logs_total',
    help: 'Logs left out because the endpoint marked them as removed',
    registers,
  })
  const gauge = (name: string, help: string, read: (endpoint: Endpoint) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['endpoint'],
      registers,
      collect() {
        for (const each of endpoints) this.set({ endpoint: each.name }, read(each))
      },
    })
  gauge(
    'assay_gateway_endpoint_score',
    'Share of late requests answered, 0 to 1',
    (each) => each.health.score,
  )
  gauge(
    'assay_gateway_endpoint_concurrency',
    'Learned requests in flight',
    (each) => each.limiter.concurrency,
  )
  gauge('assay_gateway_endpoint_aside', '1 while put aside for a lie', (each) =>
    Number(each.isAside(Date.now())),
  )
  return {
    registry,
    requested(endpoint, outcome, took) {
      requests.inc({ endpoint, outcome })
      if (outcome === 'answered') seconds.observe({ endpoint }, took)
    },
    hedged: (endpoint) => hedges.inc({ endpoint }),
    lied: (endpoint, kind) => faults.inc({ endpoint, kind }),
    removed: (count) => removed.inc(count),
  }
}
