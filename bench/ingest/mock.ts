import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ShapeName } from './shapes.ts'

export interface Mock {
  readonly url: string
  readonly head: number
  /** Requests and bytes since the start. */
  seen(): Promise<{ requests: number; bytes: number }>
  stop(): Promise<void>
}

/** The benchmark's chain on top of an empty block of number `first`, served by a process of its own. */
export async function startMock(
  shape: ShapeName,
  chainId: number,
  latencyMs: number,
  maxLogs: number,
  first = 0,
): Promise<Mock> {
  const args = [join(import.meta.dirname, 'server.ts'), shape, chainId, latencyMs, maxLogs, first].map(String)
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { url, head } = JSON.parse(line) as { url: string; head: number }
  return {
    url,
    head,
    seen: async () => (await (await fetch(`${url}/seen`)).json()) as { requests: number; bytes: number },
    async stop() {
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}
