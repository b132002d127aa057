import { Runner, type RunnerConfig } from '@subsquid/util-internal-processor-tools'
import type { Logger } from 'pino'
import { encodeBlockRecords } from '../claim/digest.ts'
import { Misconfigured } from '../claim/errors.ts'
import type { Hash32 } from '../claim/hex.ts'
import { hashSourceSet } from '../claim/source-set.ts'
import type { ChainReader, ProvenBlock } from '../gateway/client.ts'
import type { Pool } from '../platform/database.ts'
import { decodeBy } from './events/decode.ts'
import type { EventTable } from './events/table.ts'
import type { Place } from './place.ts'
import type { IndexedBlock } from './source/block.ts'
import { type LogRequests, listRequests } from './source/processor.ts'
import { ChainSource } from './source/source.ts'
import { AssayDatabase, type BlockSink, type DatabaseOptions } from './store/database.ts'

export interface IndexerOptions {
  readonly pool: Pool
  readonly place: Place
  readonly table: EventTable
  readonly reader: ChainReader
  readonly genesisHash: Hash32
  readonly log: Logger
  readonly beforeCommit?: NonNullable<DatabaseOptions<ProvenBlock>['beforeCommit']>
}

/**
 * Indexes one chain until the signal, or until something goes wrong: then it throws, with everything committed that was
 * acknowledged, and may be run again. `onProgress` is called after every commit.
 * @throws Misconfigured `NO_EVENTS` when the network names no contract on this chain
 */
export async function runIndexer(
  options: IndexerOptions,
  signal: AbortSignal,
  onProgress: () => void,
): Promise<void> {
  const { reader, table, log, place } = options
  if (table.sources.length === 0)
    throw new Misconfigured('NO_EVENTS', `${place.network} names no contract on chain ${place.chain}`)
  const source = new ChainSource(reader, table.sources, signal)
  const database = new AssayDatabase<ProvenBlock>({
    ...options,
    decode: decodeBy(table),
    encode: encodeBlockRecords,
    sourceSetHash: hashSourceSet(table.sources),
    signal,
    head: () => source.head,
    onCommit: onProgress,
  })
  const config: RunnerConfig<LogRequests, BlockSink> = {
    requests: listRequests(table.sources),
    hotDataSource: source,
    database,
    log: toRunnerLog(log),
    prometheus: NO_SERVER,
    process: async (sink, { blocks }) => {
      sink.add(blocks as IndexedBlock[])
    },
  }
  try {
    await new Runner(config).run()
    await database.flush()
  } finally {
    await database.close()
  }
}

// The runner opens a metrics server of its own; ours has its numbers.
const NO_SERVER = {
  addRunnerMetrics() {},
  serve: async () => ({ port: 0, close: async () => {} }),
} as unknown as RunnerConfig<LogRequests, BlockSink>['prometheus']

// The runner's debug messages hold whole blocks; its others are lines of text.
function toRunnerLog(log: Logger): RunnerConfig<LogRequests, BlockSink>['log'] {
  const runner = {
    trace() {},
    debug() {},
    info: (message: string) => log.debug(message),
    warn: (message: string) => log.warn(message),
    error: (error: unknown, message?: string) => log.error({ err: error }, message),
  }
  return runner as unknown as RunnerConfig<LogRequests, BlockSink>['log']
}
