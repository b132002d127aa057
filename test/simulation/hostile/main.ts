import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type ApiProcess, startApiProcess } from './api-process.ts'
import { ATTACKS } from './attacks.ts'
import type { Harvest, Orders } from './crowd.ts'
import { askAlong, type Measured } from './innocent.ts'
import { openPlace, type Place } from './scene.ts'

/** What another caller's small question may take while an attack runs, 99 times of 100. */
const MOST_MS = 250
const CROWD = fileURLToPath(new URL('crowd-process.ts', import.meta.url))
const CALM_MS = 1500

export interface HostileOptions {
  /** Of each attack. */
  readonly seconds: number
  readonly facts: number
  readonly callers: number
  /** Names of attacks; none: every one. */
  readonly only: readonly string[]
  /** Skips each alone. */
  readonly together?: boolean | undefined
  /** Folder for a CPU profile of the API. */
  readonly profile?: string | undefined
  /** NODE_OPTIONS of the API. */
  readonly nodeOptions?: string | undefined
}

export interface Row extends Measured {
  readonly attack: string
  readonly holds: boolean
  /** Errors in the API's log so far. */
  readonly faults: readonly string[]
  /** Most resident memory of the API so far; null where the system does not tell. */
  readonly mostMb: number | null
  readonly answered: Harvest
}

/**
 * Runs the API as it is shipped, with every limit at its default, and attacks it: each attack alone, then all together.
 * Meanwhile one more caller asks a small question in a loop. A row holds when that caller got 200 each time, within 250 ms
 * for 99 of 100, the API's process is still there, and nothing in its log is an error. `told` hears each row as it is known.
 */
export async function runHostile(
  options: HostileOptions,
  told: (row: Row) => void,
  signal: AbortSignal,
): Promise<Row[]> {
  const place = await openPlace(options.facts)
  try {
    const api = await startApiProcess(place, options)
    try {
      return await attackInTurn(api, place, options, told, signal)
    } finally {
      await api.stop()
    }
  } finally {
    await place.close()
  }
}

async function attackInTurn(
  api: ApiProcess,
  { conversations }: Place,
  { seconds, callers, only, together }: HostileOptions,
  told: (row: Row) => void,
  signal: AbortSignal,
): Promise<Row[]> {
  const names = Object.keys(ATTACKS).filter((name) => !only.length || only.includes(name))
  const plan = new Map<string, readonly string[]>([
    ['nothing', []],
    ...(together ? [] : names.map((name): [string, readonly string[]] => [name, [name]])),
    ...(names.length > 1 ? [['all together', names] as [string, readonly string[]]] : []),
  ])
  const rows: Row[] = []
  // What the first questions compile and cache is not what is measured.
  await askAlong(api.url, AbortSignal.timeout(1000))
  for (const [attack, attacks] of plan) {
    if (signal.aborted || !api.lives()) break
    const { measured, answered } = await measure(
      { url: api.url, attacks, callers, conversations },
      seconds,
      signal,
    )
    const holds =
      measured.p99 <= MOST_MS && !Object.keys(measured.failures).length && !api.faults().length && api.lives()
    const faults = [...api.faults()]
    const row = { attack, ...measured, holds, faults, mostMb: await api.mostMb(), answered }
    rows.push(row)
    told(row)
    await pause(CALM_MS)
  }
  if (!api.lives() && !signal.aborted) throw new Error(`the API has ended:\n${api.log()}`)
  return rows
}

async function measure(
  orders: Orders,
  seconds: number,
  signal: AbortSignal,
): Promise<{ measured: Measured; answered: Harvest }> {
  const crowd = orders.attacks.length ? startCrowd(orders) : undefined
  try {
    const until = AbortSignal.any([AbortSignal.timeout(seconds * 1000), signal])
    const measured = await askAlong(orders.url, until)
    return { measured, answered: (await crowd?.stop()) ?? {} }
  } finally {
    crowd?.child.kill('SIGKILL')
  }
}

function startCrowd(orders: Orders): { child: ChildProcess; stop: () => Promise<Harvest> } {
  const child = fork(CROWD, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  // In earnest a crowd works on machines of its own: here it gets what the API and its database leave.
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  child.send(orders)
  return {
    child,
    async stop() {
      const harvest = once(child, 'message') as Promise<[Harvest]>
      child.send('stop')
      const [found] = await Promise.race([harvest, pause(10_000, [{}] as [Harvest])])
      return found
    },
  }
}
