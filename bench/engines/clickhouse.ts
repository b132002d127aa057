import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const SERVER = join(import.meta.dirname, 'serve.ts')

/** A ClickHouse engine in a process of its own. */
export interface ClickHouseEngine {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Rows that statements have read since it started. */
  rowsRead(): Promise<number>
  /** Ends it at once, as a lost machine does. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts the engine on a folder, which it keeps its tables in; installs it first where it is not here. `port` 0: any free one. */
export async function startClickHouse(dataDir: string, port = 0): Promise<ClickHouseEngine> {
  const child = spawn(process.execPath, [SERVER, dataDir, String(port)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then(([code]) => {
      throw new Error(`the engine ended with ${code} before it listened`)
    }),
  ])
  const listening = Number(line)
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return {
    url: `http://127.0.0.1:${listening}/assay`,
    port: listening,
    pid: child.pid ?? 0,
    rowsRead: async () => Number(await (await fetch(`http://127.0.0.1:${listening}/rows-read`)).text()),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}
