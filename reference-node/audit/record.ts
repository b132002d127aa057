import { toBytes, toHex } from '../../src/claim/hex.ts'
import { parseCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { parseNote } from '../../src/claim/log/note.ts'
import { leafHash, Prefixes, proveInclusion } from '../../src/claim/log/tree.ts'
import type { Pool } from '../../src/platform/database.ts'
import { listAnchored } from '../anchor/store.ts'
import { parseBody } from '../log/bodies.ts'
import { openBundle } from '../log/bundle.ts'
import type { WatchdogKeys } from '../log/keys.ts'
import { LogStore } from '../log/store.ts'
import type { LoggingWatchdog } from '../sample/watchdog.ts'
import { readAnchors } from './anchors.ts'
import { listCosigned } from './cosigned.ts'
import { keepListing } from './listing.ts'
import type { Logged, SampleReport } from './report.ts'
import { auditSamples } from './samples.ts'
import { trustOf } from './trust.ts'
import { countVouched } from './vouched.ts'
import { followWriters } from './writers.ts'

const COLUMNS = `origin text, entry bigint, commitment bytea, network text, class text, watchdog text, statement text, scope text,
  node bytea, relayer bytea, chains jsonb, size bigint, root bytea, not_recomputable bigint, count bigint, census boolean,
  beacon bytea, round bigint, drawn_at timestamptz, deadline timestamptz, committed_at timestamptz, state text,
  verified bigint, rejected bigint, undecided bigint, upper_bound bigint, no_bound text, weak_beacon boolean, timed_by text, path jsonb, checkpoint text`
const NAMES = COLUMNS.split(',').map((each) => each.trim().split(' ', 1)[0])
// Of a sample only what its outcomes say can change: its commitment stands in the log.
const OUTCOME = [
  'state',
  'verified',
  'rejected',
  'undecided',
  'upper_bound',
  'no_bound',
  'timed_by',
  'drawn_at',
  'path',
  'checkpoint',
]
const WRITE = `insert into watch.sample (${NAMES}) select ${NAMES} from jsonb_to_recordset($1::jsonb) as each(${COLUMNS})
  on conflict (origin, entry) do update set ${OUTCOME.map((each) => `${each} = excluded.${each}`)}`

/** A log that is kept here, and who reads it. */
export interface KeptLog
  extends Pick<LoggingWatchdog, 'pool' | 'network' | 'name' | 'now' | 'endpoints' | 'say'> {
  readonly keys: Pick<WatchdogKeys, 'origin' | 'logKey'>
}

/**
 * Writes what a log says of each of its samples, by the same audit that strangers do. Anchors of our own log were read from the
 * chain when they were logged; those of a log that was received are read now.
 */
export async function recordSamples(
  { pool, network, name, keys, now, endpoints, say }: KeptLog,
  { isReceived = false }: { readonly isReceived?: boolean } = {},
): Promise<void> {
  const store = new LogStore(pool, keys.origin)
  const entries = await store.listEntries()
  const tree = new Prefixes(entries.map((entry) => leafHash(toBytes(entry))))
  const holds = (size: number, root: Uint8Array) => {
    const here = tree.rootOf(size)
    return here !== undefined && Buffer.compare(here, root) === 0
  }
  const logged = await openSamples(store, isReceived)
  const registered = logged.find(({ index }) => index === 0)
  const logKey = registered ? parseBody('watchdog', registered.bundle.body).logKey : keys.logKey
  const trust = trustOf(network, keys.origin, logKey, now(), endpoints)
  // Our own log: who signed what is an audit's to say.
  const { keyOf } = await followWriters(logged, trust, () => {})
  const notes = await store.listCheckpoints()
  const found = { entries, logged, trust, holds, keyOf, notes }
  const read = { ...found, cosigned: listCosigned(found) }
  // What does not hold stands in the state of its sample, with the reason.
  const unread = (code: string, entry: number | null, detail: string) =>
    say(`${code} at entry ${entry}: ${detail}`)
  const anchored = isReceived
    ? await readAnchors(read, () => {}, unread)
    : await listAnchored(pool, keys.origin, [...trust.anchors.keys()])
  const open = { ...read, anchored }
  const samples = await auditSamples({ ...open, vouched: countVouched(open) }, () => {}, unread)
  const times = new Map(logged.map(({ bundle }) => [bundle.hash, bundle.time]))
  const newest = notes.at(-1)
  const size = newest === undefined ? 0 : parseCheckpoint(parseNote(newest)).size
  const prove = async (entry: number) =>
    entry < size ? (await proveInclusion(store.hashes, entry, size)).map(toHex) : null
  const paths = await Promise.all(samples.map(({ entry }) => prove(entry)))
  await keepListing(pool, network)
  const rows = samples.map((sample, at) => ({
    ...toRow(sample),
    path: paths[at],
    checkpoint: paths[at] === null ? null : newest,
    origin: keys.origin,
    watchdog: name,
    drawn_at: sample.drawnAt === null ? null : toTime(sample.drawnAt),
    committed_at: toTime(times.get(sample.commitment) ?? 0),
  }))
  await write(pool, rows)
}

/** The commitments and outcomes of a log, the verdicts that outcomes name, and what corrects these. */
async function openSamples(store: LogStore, withAnchors: boolean): Promise<Logged[]> {
  const open = async ({ index, bundle }: { index: number; bundle: Uint8Array }) => ({
    index,
    bundle: await openBundle(bundle),
  })
  const writers = [...(await store.listBundles('watchdog')), ...(await store.listBundles('handover'))]
  const registrations = await Promise.all(writers.map(open))
  const commitments = await Promise.all((await store.listBundles('commitment')).map(open))
  const outcomes = await Promise.all((await store.listBundles('outcomes')).map(open))
  const named = outcomes.flatMap(({ bundle }) =>
    parseBody('outcomes', bundle.body).drawn.map(({ verdict }) => verdict),
  )
  const seen = await Promise.all((await store.listBundles('cosigned')).map(open))
  const anchors = withAnchors ? await Promise.all((await store.listBundles('anchor')).map(open)) : []
  return [
    ...registrations,
    ...commitments,
    ...outcomes,
    ...seen,
    ...anchors,
    ...(await Promise.all((await store.findVerdicts(named)).map(open))),
  ]
}

async function write(pool: Pool, rows: readonly object[]): Promise<void> {
  await pool.query(WRITE, [JSON.stringify(rows)])
}

function toRow({
  commitment,
  entry,
  committed,
  isCensus,
  state,
  counts,
  upperBound,
  noBound,
  isWeak,
  timedBy,
}: SampleReport): object {
  const { network, statement, scope, chains, size, root, notRecomputable, count, beacon, round, deadline } =
    committed
  const hasOutcomes = state === 'drawn' || state === 'self_timed'
  return {
    entry,
    commitment: toBytea(commitment),
    network,
    class: chains[0]?.class,
    statement,
    scope: scope.kind,
    node: scope.kind === 'node' ? toBytea(scope.node) : null,
    relayer: scope.kind === 'relayer' ? toBytea(scope.relayer) : null,
    chains,
    size,
    root: toBytea(root),
    not_recomputable: notRecomputable,
    count,
    census: isCensus,
    beacon: toBytea(beacon),
    round,
    deadline: toTime(deadline),
    state,
    ...(hasOutcomes ? counts : { verified: null, rejected: null, undecided: null }),
    upper_bound: upperBound,
    no_bound: noBound,
    weak_beacon: isWeak,
    timed_by: timedBy,
  }
}

function toBytea(hex: string): string {
  return `\\x${hex.slice(2)}`
}

function toTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
