import { withIndex } from '../indexer/operate/operate.ts'
import { findStatus } from '../indexer/store/status.ts'
import { type LakeOptions, openPlace } from './command-options.ts'
import type { NamedEntry } from './manifest.ts'
import { readManifest } from './memory.ts'

/** `assay lake status` */
export function showStatus(options: LakeOptions): Promise<void> {
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
