import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_MS = 20
const MB = 1024

/** Memory that some processes and their children have for themselves, the greatest that was seen: files and shared memory are not in it. */
export class OwnMemory {
  readonly #pids: () => readonly number[]
  #on = true
  readonly #looking: Promise<void>
  peakMb = 0

  constructor(pids: () => readonly number[]) {
    this.#pids = pids
    this.#looking = this.#look()
  }

  async stop(): Promise<number> {
    this.#on = false
    await this.#looking
    return this.peakMb
  }

  async #look(): Promise<void> {
    while (this.#on) {
      const all = this.#pids().reduce((sum, pid) => sum + readOwnMb(pid), 0)
      this.peakMb = Math.max(this.peakMb, all)
      await sleep(LOOK_MS)
    }
  }
}

/** A process and those that it started. */
export function withChildren(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  )
  return [pid, ...children.map(Number)]
}

/** Memory that a process has for itself, in megabytes; 0 when it is gone. */
export function readOwnMb(pid: number): number {
  try {
    return Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / MB
  } catch {
    // It ended between the listing and this line.
    return 0
  }
}
