import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { SHAPES, type ShapeName } from './shapes.ts'

/** What the mock was asked since its start, and what that cost. */
interface Seen {
  readonly pid: number
  readonly requests: number
  readonly bytes: number
  readonly cpuSeconds: number
  readonly peakMb: number
}

export interface Mock {
  readonly url: string
  readonly head: number
  /** Aborts when the chain's process ends before `stop`: whoever reads it would wait for nothing. */
  readonly signal: AbortSignal
  /** @throws Error when the chain's process has ended */
  seen(): Promise<Seen>
  stop(): Promise<void>
}

interface MockOptions {
  readonly chainId: number
  /** Absent: as many as the shape has. */
  readonly blocks?: number
  readonly latencyMs?: number
  /** `eth_getLogs` refuses to return more. A limit that real providers have; without latency there is none. */
  readonly maxLogs?: number
  /** Number of the empty block that the chain stands on. */
  readonly first?: number
}

// Its blocks stand outside of the heap.
const HEAP_MB = 256
const NO_CAP = 1_000_000_000

/** The benchmark's chain, served by a process of its own. */
export async function startMock(shape: ShapeName, options: MockOptions): Promise<Mock> {
  const { chainId, blocks = SHAPES[shape].blocks, latencyMs = 0, maxLogs = NO_CAP, first = 0 } = options
  const args = [`--max-old-space-size=${HEAP_MB}`, join(import.meta.dirname, 'server.ts')]
  const words = [shape, blocks, chainId, latencyMs, maxLogs, first].map(String)
  const child = spawn(process.execPath, [...args, ...words], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the mock chain ended with ${code} before it served`)
    }),
  ])) as [string]
  const gone = new AbortController()
  const onExit = (code: number | null, signal: string | null) =>
    gone.abort(new Error(`the mock chain ended with ${code ?? signal} while it was read`))
  child.once('exit', onExit)
  const { url, head } = JSON.parse(line) as { url: string; head: number }
  return {
    url,
    head,
    signal: gone.signal,
    async seen() {
      gone.signal.throwIfAborted()
      return (await (await fetch(`${url}/seen`)).json()) as Seen
    },
    async stop() {
      if (gone.signal.aborted) return
      child.off('exit', onExit)
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}
