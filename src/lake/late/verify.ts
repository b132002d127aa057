import { Rejected } from '../../claim/errors.ts'
import type { ClickHouse } from '../../platform/clickhouse.ts'
import type { Pool } from '../../platform/database.ts'
import { checkEntry } from '../check-cell.ts'
import { checkLate } from '../clickhouse/check-late.ts'
import type { CheckedRows, RowRule } from '../read-kind.ts'
import type { LakeStore } from '../store.ts'
import type { LateEntry } from './entry.ts'
import { readLate } from './read.ts'

/** What was found to hold. */
export interface LateVerified {
  readonly entries: number
  readonly rows: number
  /** The newest entry; null: none. */
  readonly entry: string | null
  /** Entries whose rows in ClickHouse are those of the lake; null where none was asked. Entries that were never loaded are not in it. */
  readonly comparedLoads: number | null
}

export interface VerifyLate {
  readonly store: LakeStore
  readonly network: string
  /** A database of one's own, which remembers what it wrote. */
  readonly pool?: Pool
  /** A ClickHouse that this database has been loaded into: what is there is compared as well. */
  readonly server?: ClickHouse
  readonly seen?: readonly string[]
}

/**
 * Reads all late data of a network and checks what it proves by itself, and what ClickHouse holds of it as {@link checkLate} does.
 * @throws Rejected `LAKE_ROLLED_BACK`, `LAKE_CHAIN`, `LAKE_ROWS`; MalformedEvidence `LAKE_HASH`, `LAKE_INVALID`;
 * Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`; as {@link checkLate}
 */
export async function verifyLate(
  { store, network, pool, server, seen = [] }: VerifyLate,
  signal: AbortSignal,
): Promise<LateVerified> {
  const { entries, head, seen: remembered } = await readLate(store, network, pool)
  const lost = seen.find((name) => !entries.some((each) => each.name === name))
  if (head < remembered || lost !== undefined)
    throw new Rejected(
      'LAKE_ROLLED_BACK',
      `the head of late data is at sequence ${head} and does not lead to ${lost ?? `sequence ${remembered}`}, which was seen before`,
    )
  let rows = 0
  for (const { entry } of entries) {
    signal.throwIfAborted()
    for (const kind of (await readRows(store, entry)).values()) rows += kind.rows
  }
  const comparedLoads =
    pool && server ? await checkLate({ pool, network, store, server }, entries, signal) : null
  return { entries: entries.length, rows, entry: entries.at(-1)?.name ?? null, comparedLoads }
}

/** Reads an entry's rows as {@link checkEntry} does. @throws as it */
export function readRows(
  store: LakeStore,
  entry: LateEntry,
  onRows?: (batch: CheckedRows) => Promise<void>,
): ReturnType<typeof checkEntry> {
  return checkEntry(store, entry, lateRule(entry), onRows)
}

/** Rows are of the entry's network, and have its sequence as their version. */
function lateRule({ network, sequence }: LateEntry): RowRule {
  return (columns) => {
    const of = (name: string) => columns.findIndex((column) => column.name === name)
    const [ofNetwork, version] = [of('network'), of('version')]
    return (row) =>
      row[ofNetwork] === network && row[version] === String(sequence)
        ? undefined
        : `a row of ${row[ofNetwork]}, version ${row[version]}`
  }
}
