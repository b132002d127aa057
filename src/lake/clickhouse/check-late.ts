import { Rejected } from '../../claim/errors.ts'
import { LATE_KINDS, type LateKind } from '../late/columns.ts'
import type { LateEntry } from '../late/entry.ts'
import type { Named } from '../manifest.ts'
import { underLock } from '../under-lock.ts'
import { countAndHash, declareColumns } from './facts.ts'
import { listLateLoads, listLatePointers } from './late-pointer.ts'
import { KEYS, MARKS, nameLateLoad, nameLateTable } from './late-tables.ts'
import { stagingOf } from './layout.ts'
import { dropLoads } from './load-entries.ts'
import { type LoadLateOptions, nameLateLock, stageKind } from './load-late.ts'

/**
 * Compares what ClickHouse holds of the late entries that were loaded with the lake. Each entry's parts are read into a table aside,
 * counted and hashed there as the entry states; then the rows of its version that no later one replaces, tombstones among them, must
 * be the same there and where readers find them, by count and by the sum of their hashes. The marks that verdicts are counted up to
 * must be those that Postgres tells readers. Returns how many entries were compared.
 * @throws Misconfigured `LAKE_BUSY`; Rejected `CLICKHOUSE_ROWS`; Unavailable `UNAVAILABLE_CLICKHOUSE`, `CLICKHOUSE_FAULT`, `LAKE_MISSING`,
 * `UNAVAILABLE_LAKE`; MalformedEvidence `LAKE_HASH`
 */
export function checkLate(
  options: LoadLateOptions,
  entries: readonly Named<LateEntry>[],
  signal: AbortSignal,
): Promise<number> {
  const { pool, network } = options
  return underLock(pool, nameLateLock(network), async () => {
    const loaded = new Set((await listLateLoads(pool, network)).map(({ load }) => load))
    const there = entries.filter(({ name }) => loaded.has(nameLateLoad(name)))
    for (const named of there) {
      signal.throwIfAborted()
      for (const kind of LATE_KINDS) await checkKind(options, named, kind, signal)
    }
    const newest = entries.at(-1)
    if (there.length && newest) await assertNoneBehind(options, newest.entry.sequence)
    await checkMarks(options)
    return there.length
  })
}

async function checkKind(
  options: LoadLateOptions,
  { name, entry }: Named<LateEntry>,
  kind: LateKind,
  signal: AbortSignal,
): Promise<void> {
  const { network, server } = options
  const load = nameLateLoad(`compared ${name}`)
  const staging = stagingOf(nameLateTable(kind))
  try {
    await stageKind(options, { entry, kind, load }, signal)
    const values = { network, version: entry.sequence, load }
    const [held, wanted] = [
      await server.rows(heldRows(kind), values),
      await server.rows(wantedRows(kind), values),
    ]
    const [[count, sum] = [], [rightCount, rightSum] = []] = [held.rows[0], wanted.rows[0]]
    if (count !== rightCount || sum !== rightSum)
      throw fault(
        `entry ${entry.sequence} of late data: ClickHouse holds ${count} rows of ${kind} with sum ${sum}, the lake has ${rightCount} with ${rightSum}`,
      )
  } finally {
    await dropLoads(server, [staging], [load])
  }
}

/** Rows of an entry that no later entry replaces, where readers find them. A repeated insert may have left a row twice. */
function heldRows(kind: LateKind): string {
  const columns = declareColumns(kind).map((column) => column.split(' ')[0])
  const rows = `(select distinct ${columns.join(', ')} from ${nameLateTable(kind)}
where network = {network:String} and version = {version:UInt64})`
  return countAndHash(rows, kind, isNotReplaced(kind))
}

/** The same of the parts. */
function wantedRows(kind: LateKind): string {
  return countAndHash(stagingOf(nameLateTable(kind)), kind, `load = {load:String} and ${isNotReplaced(kind)}`)
}

// Looked for among the entry's own rows alone: those of all later entries may be too many to keep in mind.
function isNotReplaced(kind: LateKind): string {
  const key = KEYS[kind].join(', ')
  return `(${key}) not in (select ${key} from ${nameLateTable(kind)} where network = {network:String} and version > {version:UInt64}
and (${key}) in (select ${key} from ${stagingOf(nameLateTable(kind))} where load = {load:String}))`
}

/** That there are no rows of versions that the lake does not have. */
async function assertNoneBehind({ network, server }: LoadLateOptions, version: number): Promise<void> {
  for (const kind of LATE_KINDS) {
    const { rows } = await server.rows(
      `select toString(count()) from ${nameLateTable(kind)} where network = {network:String} and version > {version:UInt64}`,
      { network, version },
    )
    if (rows[0]?.[0] !== '0')
      throw fault(`ClickHouse holds ${rows[0]?.[0]} rows of ${kind} of versions that the lake does not have`)
  }
}

async function checkMarks({ pool, network, server }: LoadLateOptions): Promise<void> {
  for (const { chain, load, verdict, block } of await listLatePointers(pool, network)) {
    const { rows } = await server.rows(
      `select toString(chain_id), toString(verdict), toString(block) from ${MARKS} where load = {load:String} and network = {network:String}`,
      { load, network },
    )
    const wanted = [[chain, verdict, block].map(String)]
    if (JSON.stringify(rows) !== JSON.stringify(wanted))
      throw fault(
        `ClickHouse counts verdicts up to ${JSON.stringify(rows)}, readers are told ${JSON.stringify(wanted)}`,
      )
  }
}

function fault(words: string): Rejected {
  return new Rejected('CLICKHOUSE_ROWS', words)
}
