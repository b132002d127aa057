import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Query } from '../../src/api/sql/fragment.ts'

/** A statement as a server sent it to Postgres. */
export interface Sent {
  readonly text: string
  readonly values?: readonly unknown[]
}

export interface Running {
  readonly url: string
  readonly pid: number
  /** The statements that it has sent since this was asked last; only the API keeps them. */
  sent(): Promise<readonly Sent[]>
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
    serialization: 'advanced',
    env: { ...process.env, ...env },
  })
  const [url] = (await once(child, 'message')) as [string]
  return {
    url,
    pid: child.pid ?? 0,
    async sent() {
      const answered = once(child, 'message')
      child.send('sent')
      return (await answered)[0] as Sent[]
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
