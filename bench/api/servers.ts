import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Query } from '../../src/api/sql/fragment.ts'

export interface Running {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

export type ServerKind = 'assay' | 'bare' | 'openreader'

/** Starts a server in a process of its own; it says its address when it listens. */
export async function startServer(
  kind: ServerKind,
  databaseUrl: string,
  query?: Query,
  env: NodeJS.ProcessEnv = {},
): Promise<Running> {
  const file = fileURLToPath(new URL(`./${kind}.ts`, import.meta.url))
  const child = fork(file, [databaseUrl, JSON.stringify(query ?? {})], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  })
  const [url] = (await once(child, 'message')) as [string]
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
