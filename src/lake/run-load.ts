import { Misconfigured } from '../claim/errors.ts'
import { withIndex } from '../indexer/operate/operate.ts'
import { ClickHouse } from '../platform/clickhouse.ts'
import { LOAD_MS, loadFacts } from './clickhouse/load.ts'
import { loadLate } from './clickhouse/load-late.ts'
import { type LakeOptions, openPlace, sayCell } from './command-options.ts'

/** `assay lake load`. @throws Misconfigured `CONFIG_MISSING` without `CLICKHOUSE_URL` */
export function runLoad(options: LakeOptions): Promise<void> {
  return withIndex(options, async ({ pool, place, config, signal, answer }) => {
    const { lake, store, clickhouse } = openPlace(options, config.env)
    if (!clickhouse) throw new Misconfigured('CONFIG_MISSING', 'set these in the environment: CLICKHOUSE_URL')
    const server = new ClickHouse(clickhouse, LOAD_MS)
    try {
      const done = await loadFacts({ pool, place, store, server, onLoad: sayCell }, signal)
      const late = await loadLate({ pool, network: place.network, store, server }, signal)
      answer(
        { ...place, lake, ...done, late },
        `${done.entries} cells with ${done.facts} facts loaded; readers find blocks 0 to ${done.covered} in ClickHouse; ${late.rows} leaves and verdicts loaded`,
      )
    } finally {
      await server.close()
    }
  })
}
