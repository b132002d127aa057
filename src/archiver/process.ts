import type { Logger } from 'pino'
import { Counter, Registry } from 'prom-client'
import { Misconfigured } from '../claim/errors.ts'
import { openContents } from '../platform/content-store.ts'
import { createPool } from '../platform/database.ts'
import { GuardedHttp } from '../platform/http.ts'
import { createLog } from '../platform/log.ts'
import { getNetwork } from '../platform/network.ts'
import { CHANNELS, Wakeups } from '../platform/notifications.ts'
import { Pulse, servePulse } from '../platform/pulse.ts'
import { type NextTry, runRounds, untilNextTry } from '../platform/rounds.ts'
import { awaitTables } from '../platform/tables.ts'
import { type ArchiveMeans, archiveBlob } from './archive-blob.ts'
import type { ArchiverConfig } from './config.ts'
import { type DueBlob, listDueBlobs, noteBlobs } from './store/due.ts'

/** Blobs that one round looks at: short enough that a new settlement is not kept waiting by old ones. */
const ROUND = 64
const WELL_SECONDS = 300

/**
 * Fetches what settlements name and keeps it, until the signal; then ends in order.
 * @throws Misconfigured `NETWORK_DISABLED`
 */
export async function start(config: ArchiverConfig, signal: AbortSignal): Promise<void> {
  const log = createLog('archiver')
  const network = await getNetwork(config.networks, config.network)
  if (network.disabled !== undefined)
    throw new Misconfigured('NETWORK_DISABLED', `${network.name} is disabled: ${network.disabled}`)
  const pool = createPool(config.databaseUrl, { application: 'archiver', max: config.concurrency + 1 })
  const http = new GuardedHttp(config.privateHosts)
  const wakeups = new Wakeups(config.databaseUrl, 'archiver', [CHANNELS.block])
  const registry = new Registry()
  const pulse = new Pulse(WELL_SECONDS)
  const tried = new Counter({
    name: 'assay_archive_tries_total',
    help: 'tries to get a blob, by what became of it',
    labelNames: ['became'],
    registers: [registry],
  })
  const stopPulse = await servePulse({
    host: config.metricsHost,
    port: config.metricsPort,
    registry,
    pulse,
    log,
  })
  const means: ArchiveMeans = {
    pool,
    http,
    contents: openContents(config.archive, config.bucket),
    network: network.name,
    stores: network.blobStores,
    retry: config.retry,
    timeoutMs: config.timeoutSeconds * 1000,
  }
  try {
    await awaitTables({ pool, log, onWait: (fault) => pulse.waits(fault?.message ?? null) }, signal)
    log.info({ network: network.name, stores: network.blobStores.length }, 'archiving')
    const rounds = {
      pulse,
      log,
      round: () => runRound(means, config.concurrency, { log, tried }, signal),
      wait: async (tries = 0) => {
        // A full round may have left work behind; a retry may fall due before a notification comes.
        if (tries < ROUND) await wakeups.next(await untilNextTry(pool, nextTry(means, config)), signal)
      },
    }
    await runRounds(rounds, signal)
  } finally {
    await stopPulse()
    await wakeups.close()
    await http.close()
    await pool.end()
  }
}

interface Watch {
  readonly log: Logger
  readonly tried: Counter<'became'>
}

/** One look at what is new and due. Returns how many blobs were tried. */
async function runRound(
  means: ArchiveMeans,
  concurrency: number,
  watch: Watch,
  signal: AbortSignal,
): Promise<number> {
  await noteBlobs(means.pool, means.network)
  const due = await listDueBlobs(means.pool, means.network, ROUND)
  const queue = due.values()
  await Promise.all(Array.from({ length: concurrency }, () => work(means, queue, watch, signal)))
  return due.length
}

async function work(
  means: ArchiveMeans,
  queue: Iterator<DueBlob> & Iterable<DueBlob>,
  { log, tried }: Watch,
  signal: AbortSignal,
): Promise<void> {
  for (const due of queue) {
    if (signal.aborted) return
    const { became, code, detail } = await archiveBlob(means, due, signal)
    tried.inc({ became })
    const why = code ? { code, reason: detail } : {}
    log[became === 'kept' ? 'debug' : 'info'](
      { blob: due.blobId, tries: due.tries + 1, ...why },
      `blob ${became}`,
    )
  }
}

function nextTry({ network }: ArchiveMeans, { pollSeconds }: ArchiverConfig): NextTry {
  return {
    query: `select min(next_try_at) as at from archive.blob where network = $1 and status = 'pending'`,
    values: [network],
    leastMs: 50,
    mostMs: pollSeconds * 1000,
  }
}
