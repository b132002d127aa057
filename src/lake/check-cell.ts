import type { AnyEntry, NamedEntry } from './manifest.ts'
import { type CheckedKind, type CheckedRows, KindReader, type RowRule, rowsFault } from './read-kind.ts'
import { factsRule } from './row-place.ts'
import type { LakeStore } from './store.ts'

/**
 * Reads every part of a cell and compares its rows with what the entry states. `onRows` is given rows before their part is known
 * to be whole: it keeps them for good only once this resolves. Memory: one part at a time.
 * @throws Rejected `LAKE_ROWS`; MalformedEvidence `LAKE_HASH`, `LAKE_INVALID`; Unavailable `LAKE_MISSING`, `UNAVAILABLE_LAKE`
 */
export function checkCell(
  store: LakeStore,
  { entry }: NamedEntry,
  onRows?: (batch: CheckedRows) => Promise<void>,
): Promise<Map<string, CheckedKind>> {
  return checkEntry(store, entry, factsRule(entry), onRows)
}

/** The same for an entry of any manifest, whose rows stand as `rule` says. @throws as {@link checkCell} */
export async function checkEntry(
  store: LakeStore,
  entry: AnyEntry,
  rule: RowRule,
  onRows: (batch: CheckedRows) => Promise<void> = async () => {},
): Promise<Map<string, CheckedKind>> {
  const checked = new Map<string, CheckedKind>()
  for (const { kind, rows, rowsSum } of entry.kinds) {
    if (checked.has(kind)) throw rowsFault(entry, `names kind ${kind} twice`)
    const parts = entry.parts.filter((part) => part.kind === kind)
    const reader = new KindReader(entry, kind, rule)
    for (const part of parts) await reader.read(await store.getPart(part.name), part, onRows)
    const found = reader.end()
    if (found.rows !== rows || found.rowsSum !== rowsSum)
      throw rowsFault(
        entry,
        `states ${rows} rows of ${kind} with sum ${rowsSum}, its parts hold ${found.rows} with ${found.rowsSum}`,
      )
    checked.set(kind, found)
  }
  const strange = entry.parts.find(({ kind }) => !checked.has(kind))
  if (strange) throw rowsFault(entry, `has a part of ${strange.kind}, which it does not count`)
  return checked
}
