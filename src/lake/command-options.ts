import type { OperateOptions } from '../indexer/operate/operate.ts'
import { Environment } from '../platform/environment.ts'
import { type LakeConfig, readLake } from './config.ts'
import type { NamedEntry } from './manifest.ts'
import { type LakeStore, openLake } from './store.ts'

/** What every command of the lake takes. */
export interface LakeOptions extends OperateOptions {
  readonly lake?: string
}

/** The lake that a command is about. @throws Misconfigured `CONFIG_MISSING`, `LAKE_KEYS` */
export function openPlace(
  options: LakeOptions,
  env: NodeJS.ProcessEnv,
): Pick<LakeConfig, 'lake' | 'grid' | 'clickhouse'> & { readonly store: LakeStore } {
  const settings = new Environment({
    ...env,
    ...(options.lake === undefined ? {} : { ASSAY_LAKE: options.lake }),
  })
  const { bucket, ...place } = readLake(settings)
  settings.check()
  return { ...place, store: openLake(place.lake, bucket) }
}

/** Says on stderr how far a command is. */
export function sayCell({ entry }: Pick<NamedEntry, 'entry'>): void {
  process.stderr.write(`blocks ${entry.from} to ${entry.to}\n`)
}
