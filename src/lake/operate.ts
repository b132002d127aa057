import {
  type OpenConsensus,
  type OpenIndex,
  type OperateOptions,
  sayHolder,
  withIndex,
} from '../indexer/operate/operate.ts'
import { decodeKeptBy } from '../indexer/operate/redecode.ts'
import type { Place } from '../indexer/place.ts'
import { findStatus } from '../indexer/store/status.ts'
import { createPool, type Pool } from '../platform/database.ts'
import { readCommandEnv } from '../platform/demo-place.ts'
import { Environment } from '../platform/environment.ts'
import { readChainPlace } from '../platform/place.ts'
import { requireTables } from '../platform/tables.ts'
import { readLake } from './config.ts'
import { exportFacts } from './export.ts'
import type { NamedEntry } from './manifest.ts'
import { readManifest } from './memory.ts'
import { restoreFacts } from './restore.ts'
import { type LakeStore, openLake } from './store.ts'
import { verifyLake } from './verify.ts'

/** What each of these commands takes. */
interface LakeOptions extends OperateOptions {
  readonly lake?: string
}

export type StatusCommand = LakeOptions
export type RestoreCommand = LakeOptions

export interface ExportCommand extends LakeOptions {
  readonly again?: true
  readonly from?: number
}

export interface VerifyCommand extends LakeOptions {
  readonly rows?: true
  readonly seen?: string
}

/** `assay lake status` */
export function showStatus(options: StatusCommand): Promise<void> {
  return withIndex(options, async ({ pool, place, config, answer }) => {
    const { lake, store } = openPlace(options, config.env)
    const { entries, live, head, seen } = await readManifest(store, place, pool)
    const status = await findStatus(pool, place)
    const covered = live.at(-1)?.entry.to ?? -1
    const final = status ? Math.min(status.finalizedHeight, status.height) : -1
    const kinds = countKinds(live)
    const bytes = live.reduce(
      (sum, { entry }) => sum + entry.parts.reduce((all, part) => all + part.bytes, 0),
      0,
    )
    const newest = entries.at(-1)?.name ?? null
    const answered = {
      ...place,
      lake,
      covered,
      final,
      behind: final - covered,
      entry: newest,
      cells: live.length,
      bytes,
      kinds,
      head,
      seen,
    }
    answer(
      answered,
      [
        covered < 0
          ? `${place.network}, chain ${place.chain}: nothing is in ${lake} yet; final up to block ${final}`
          : `${place.network}, chain ${place.chain}: blocks 0 to ${covered} are in ${lake}; final up to block ${final}`,
        `${live.length} cells, ${bytes} bytes; newest entry ${newest ?? 'none'}`,
        ...Object.entries(kinds).map(([kind, rows]) => `${kind.padEnd(20)} ${rows}`),
      ].join('\n'),
    )
  })
}

function countKinds(live: readonly NamedEntry[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { entry } of live)
    for (const { kind, rows } of entry.kinds) counts[kind] = (counts[kind] ?? 0) + rows
  return counts
}

/** `assay lake export` */
export function runExport(options: ExportCommand): Promise<void> {
  return withIndex(options, async ({ pool, place, config, signal, answer }) => {
    const { lake, store } = openPlace(options, config.env)
    const again = options.from ?? options.again ?? false
    const done = await exportFacts({ pool, place, store, again, onCell: sayCell }, signal)
    answer(
      { ...place, lake, ...done },
      `${done.cells} cells with ${done.rows} facts written; the lake holds blocks 0 to ${done.covered}, final are blocks up to ${done.final}`,
    )
  })
}

/** `assay lake verify` */
export async function runVerify(options: VerifyCommand): Promise<void> {
  const env = readCommandEnv(process.env, options)
  const settings = new Environment(env)
  const { network, chain } = readChainPlace(settings)
  const hasDatabase = ['DATABASE_URL', 'DB_URL', 'DB_HOST'].some((key) => env[key] || env[`${key}_FILE`])
  const url = hasDatabase || options.rows ? settings.databaseUrl() : undefined
  settings.check()
  const { store } = openPlace(options, env)
  const pool = url === undefined ? undefined : createPool(url, { application: 'lake', max: 2 })
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  try {
    if (pool) await requireTables(pool)
    await sayVerified({ store, place: { network, chain }, pool, options }, stop.signal)
  } finally {
    await pool?.end()
  }
}

async function sayVerified(
  {
    store,
    place,
    pool,
    options,
  }: {
    readonly store: LakeStore
    readonly place: Place
    readonly pool: Pool | undefined
    readonly options: VerifyCommand
  },
  signal: AbortSignal,
): Promise<void> {
  const asked = {
    store,
    place,
    ...(pool ? { pool } : {}),
    ...(options.rows ? { rows: true } : {}),
    ...(options.seen === undefined ? {} : { seen: [options.seen] }),
  }
  const found = await verifyLake({ ...asked, onCell: sayCell }, signal)
  const compared =
    found.comparedDigests === null
      ? 'no index was asked'
      : `${found.comparedDigests} of ${found.cells} cells have the digest of this index, ${found.comparedRows ?? 'none'} were compared row by row`
  const words = [
    `${found.rows} facts in ${found.parts} parts of ${found.cells} cells are those that the manifest states, up to block ${found.covered}`,
    compared,
    `newest entry ${found.entry ?? 'none'}: give it to --seen next time`,
  ]
  process.stdout.write(`${options.json ? JSON.stringify({ ...place, ...found }) : words.join('\n')}\n`)
}

/** `assay lake restore` */
export function runRestore(options: RestoreCommand, openConsensus: OpenConsensus): Promise<void> {
  return withIndex(options, async (open) => {
    const { pool, place, config, segments, signal, answer } = open
    const { store } = openPlace(options, config.env)
    const began = performance.now()
    const decode = await openDecoder(open, openConsensus)
    const onCell = (entry: NamedEntry['entry']) => sayCell({ entry })
    const done = await restoreFacts(
      { pool, place, store, segments, decode, onCell, onWait: sayHolder },
      signal,
    )
    const seconds = Math.round((performance.now() - began) / 100) / 10
    answer(
      { ...place, ...done, seconds },
      `${done.fromLake} facts put back up to block ${done.covered}, ${done.thereAlready} were there, ${done.fromSegments} decoded from raw data ` +
        `up to block ${done.height}, in ${seconds} s; state digest ${done.digest}`,
    )
  })
}

function openDecoder({ pool, place, chain, table }: OpenIndex, openConsensus: OpenConsensus) {
  return chain.consensus ? openConsensus(pool, place, chain.consensus) : decodeKeptBy(table)
}

function openPlace(
  options: LakeOptions,
  env: NodeJS.ProcessEnv,
): { readonly lake: string; readonly store: LakeStore } {
  const settings = new Environment({
    ...env,
    ...(options.lake === undefined ? {} : { ASSAY_LAKE: options.lake }),
  })
  const { lake, bucket } = readLake(settings)
  settings.check()
  return { lake, store: openLake(lake, bucket) }
}

function sayCell({ entry }: Pick<NamedEntry, 'entry'>): void {
  process.stderr.write(`blocks ${entry.from} to ${entry.to}\n`)
}
