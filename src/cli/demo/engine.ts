import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Misconfigured } from '../../claim/errors.ts'
import type { Children } from './children.ts'

const SCRIPT = join(import.meta.dirname, '../../../bench/engines/serve.ts')

/**
 * Starts a real ClickHouse engine on `clickhouse` in the demo's folder and waits until it listens; installs it first where it is not here.
 * @throws Misconfigured `DEMO_NO_ENGINE` outside of a clone, which alone has what installs it; `DEMO_CHILD_DIED` when it does not start
 */
export async function startEngine(children: Children, folder: string, port: number): Promise<void> {
  if (!existsSync(SCRIPT))
    throw new Misconfigured('DEMO_NO_ENGINE', `no ${SCRIPT}: --lake works in a clone of the repository`)
  const listening = Promise.withResolvers<void>()
  const onLine = (line: string) => {
    if (line === String(port)) listening.resolve()
  }
  children.startScript('clickhouse', [SCRIPT, join(folder, 'clickhouse'), String(port)], {}, onLine)
  await Promise.race([listening.promise, children.death])
}
