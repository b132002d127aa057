import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** What one run of a program cost, its whole process group counted. */
export interface Usage {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMb: number
}

export interface Program {
  readonly name: string
  readonly cwd: string
  readonly command: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
}

// Linux counts processor time in ticks of 1/100 s on every platform that Node runs on.
const TICKS = 100
const PAGE_MB = 4096 / 1024 / 1024

/** How long a program may take. */
export interface Bounds {
  readonly limitSeconds: number
  /** Of what the program reads: when that is gone, the run ends with its reason. */
  readonly signal: AbortSignal
}

/**
 * Runs `program` until `isDone` answers yes, asked every 100 ms, then ends its process group.
 * Throws when the program ends before that with an error, or what it reads does, or after `limitSeconds`.
 */
export async function measure(
  program: Program,
  isDone: () => Promise<boolean>,
  { limitSeconds, signal }: Bounds,
): Promise<Usage> {
  const started = performance.now()
  const child = spawn(program.command, program.args, {
    cwd: program.cwd,
    env: { ...process.env, ...program.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = createWriteStream(program.logFile)
  child.stdout?.pipe(log)
  child.stderr?.pipe(log)
  const group = new GroupUsage(child.pid ?? 0)
  const exit = new Promise<number | null>((done) => child.once('exit', done))
  let code: number | null | undefined
  exit.then((value) => {
    code = value
  })
  try {
    for (;;) {
      group.sample()
      if (await isDone()) break
      signal.throwIfAborted()
      const seconds = (performance.now() - started) / 1000
      if (code !== undefined && code !== 0)
        throw new Error(`${program.name} ended with ${code}: see ${program.logFile}`)
      if (seconds > limitSeconds)
        throw new Error(`${program.name} had not ended after ${limitSeconds} s: see ${program.logFile}`)
      await sleep(100)
    }
    const seconds = (performance.now() - started) / 1000
    group.sample()
    return { seconds, cpuSeconds: group.cpuSeconds, peakMb: group.peakMb }
  } finally {
    endGroup(child)
    await exit
  }
}

function endGroup(child: ChildProcess): void {
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL')
  } catch (error) {
    // The whole group has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Seconds of processor time that a Postgres server has taken, with all its processes that are there or have ended. */
export function readServerSeconds(postmaster: number): number {
  for (;;) {
    const before = serverTicks(postmaster)
    const living = listPids().reduce((sum, pid) => sum + childTicks(pid, postmaster), 0)
    // A child that ended meanwhile was counted twice, or not at all.
    if (serverTicks(postmaster).ended === before.ended) return (before.own + before.ended + living) / TICKS
  }
}

// Fields as proc(5) numbers them, less three: 4 parent, 14-15 own time, 16-17 that of children which have ended.
function serverTicks(pid: number): { readonly own: number; readonly ended: number } {
  const fields = statOf(pid)
  if (!fields) throw new Error(`there is no server ${pid}`)
  return { own: Number(fields[11]) + Number(fields[12]), ended: Number(fields[13]) + Number(fields[14]) }
}

function childTicks(pid: number, parent: number): number {
  const fields = statOf(pid)
  return fields && Number(fields[1]) === parent ? Number(fields[11]) + Number(fields[12]) : 0
}

/** Processor time and resident memory of a process group, sampled: what lives between two samples is missed. */
class GroupUsage {
  readonly #group: number
  readonly #ticks = new Map<number, number>()
  peakMb = 0

  constructor(group: number) {
    this.#group = group
  }

  get cpuSeconds(): number {
    return [...this.#ticks.values()].reduce((sum, each) => sum + each, 0) / TICKS
  }

  sample(): void {
    let pages = 0
    for (const pid of listPids()) {
      const fields = statOf(pid)
      // Fields as proc(5) numbers them, less the three that stand before: 5 group, 14-15 own time, 24 resident pages.
      if (!fields || Number(fields[2]) !== this.#group) continue
      this.#ticks.set(pid, Number(fields[11]) + Number(fields[12]))
      pages += Number(fields[21])
    }
    this.peakMb = Math.max(this.peakMb, pages * PAGE_MB)
  }
}

function listPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

/** Processor time of one process and its threads, in seconds. */
export function readProcessSeconds(pid: number): number {
  const fields = statOf(pid)
  return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS : 0
}

/** The first process of the Postgres server at a URL, by its id on this machine. */
export async function findPostmaster(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select pg_backend_pid() as pid')
  const parent = Number(statOf(Number(rows[0]?.pid))?.[1] ?? 0)
  await client.end()
  return parent
}

function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    // It ended between the listing and this line.
    return undefined
  }
}
