import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { getCatalogue } from '../platform/catalogue.ts'
import { ClickHouse } from '../platform/clickhouse.ts'
import type { Network } from '../platform/network.ts'
import { RollupRoute } from './columnar/route.ts'
import { LoadedRows } from './columnar/server.ts'
import type { ApiConfig } from './config.ts'
import { ANSWER_MS } from './database.ts'
import { listExtensions } from './extensions.ts'
import { TokenBook } from './model/tokens.ts'
import { listNetworks } from './networks.ts'
import { buildExecutableSchema, type ExecutableSchema } from './schema/executable.ts'

// The catalogue of this repository, wherever the process was started.
const CATALOGUE = fileURLToPath(new URL('../../catalogue', import.meta.url))

type SchemaConfig = Pick<
  ApiConfig,
  'networks' | 'catalogue' | 'corrections' | 'advisories' | 'clickhouse' | 'statementTimeoutMs'
>

export interface OpenedSchema extends ExecutableSchema {
  readonly networks: readonly Network[]
  readonly tokens: TokenBook
  /** To be closed by the caller. */
  readonly clickhouse: ClickHouse | undefined
  readonly loaded: LoadedRows
}

/** The public schema over the files that `config` names: networks, reference values, advisories. */
export async function openSchema(config: SchemaConfig, log: Logger): Promise<OpenedSchema> {
  const networks = await listNetworks(config.networks)
  const tokens = new TokenBook(networks)
  const catalogue = await getCatalogue(config.catalogue ?? CATALOGUE, config.corrections, config.advisories)
  const clickhouse = config.clickhouse
    ? new ClickHouse(config.clickhouse, config.statementTimeoutMs + ANSWER_MS)
    : undefined
  const loaded = new LoadedRows(clickhouse, config.statementTimeoutMs / 1000, log)
  const route = new RollupRoute(loaded)
  const extensions = await listExtensions(networks, catalogue, route)
  const built = buildExecutableSchema(tokens, extensions, route)
  return { networks, tokens, clickhouse, loaded, ...built }
}
