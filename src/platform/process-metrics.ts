import { collectDefaultMetrics, type Registry } from 'prom-client'

// Gauges that are called as counters are: Prometheus' own linter refuses them. The same by type stays.
const MISNAMED = ['active_handles', 'active_requests', 'active_resources'].map(
  (name) => `nodejs_${name}_total`,
)

/** Adds what Node knows of its own process: memory, CPU, event loop, garbage collection. */
export function collectProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry })
  for (const name of MISNAMED) registry.removeSingleMetric(name)
}
