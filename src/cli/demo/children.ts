import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError, Misconfigured } from '../../claim/errors.ts'
import { childEnvironment, plainSettings } from '../../platform/child-environment.ts'
import { isRunning, startTime, statOf } from '../../platform/process-identity.ts'

export const LAUNCHER = join(import.meta.dirname, '../../../bin/assay.mjs')

/** In the environment of each child: the folder of its demo. */
const MARK = 'DEMO_PARENT'

interface Running {
  readonly name: string
  readonly pid: number
  /** Tells a process from another that got the same number later. */
  readonly startedAt: string
}

/** The demo's processes: started in groups of their own, ended together, remembered on disk for after a kill -9. */
export class Children {
  readonly #folder: string
  readonly #file: string
  readonly #children = new Map<string, { readonly child: ChildProcess; readonly isAsked: boolean }>()
  #running: Running[]
  readonly #end = new AbortController()
  readonly #death = Promise.withResolvers<never>()

  constructor(folder: string) {
    this.#folder = folder
    this.#file = join(folder, 'processes.json')
    this.#running = [describe('demo', process.pid)]
    this.#death.promise.catch(() => {})
  }

  /**
   * Ends what a killed run left behind and claims the folder.
   * @throws Misconfigured `DEMO_RUNNING` when a live demo holds it
   */
  async claim(): Promise<void> {
    const text = await readFile(this.#file, 'utf8').catch(() => '[]')
    const known = JSON.parse(text) as Running[]
    const left = [...known, ...listMarked(this.#folder)].filter((each) => isAlive(each) || isOrphaned(each))
    const demo = left.find((each) => each.name === 'demo' && isAlive(each))
    if (demo)
      throw new Misconfigured(
        'DEMO_RUNNING',
        `a demo already runs here (process ${demo.pid}): stop it, or give --data another folder`,
      )
    for (const each of left.filter(({ name }) => name !== 'demo')) kill(each.pid, 'SIGKILL')
    while (left.some((each) => isAlive(each) || isOrphaned(each)))
      await new Promise((done) => setTimeout(done, 20))
    await mkdir(join(this.#folder, 'logs'), { recursive: true })
    this.#save()
  }

  /** Aborted when the demo ends: nothing is started from then on. */
  get ending(): AbortSignal {
    return this.#end.signal
  }

  /** Rejects with `DEMO_CHILD_DIED` as soon as a child ends that was not asked to. */
  get death(): Promise<never> {
    return this.#death.promise
  }

  /**
   * Starts `assay <name>` on this Node, or `assay` with other words under that name; its output goes to `logs/<name>.log`, its
   * stdout lines also to `onLine`. A child whose lines are read says there where others may ask it: it outlives them.
   */
  start(
    name: string,
    env: NodeJS.ProcessEnv,
    onLine?: (line: string) => void,
    words: readonly string[] = [name],
  ): void {
    this.startScript(name, [LAUNCHER, ...words], env, onLine)
  }

  /** The same for another program of ours: its file with its arguments. Its standard input is open as long as we are here. */
  startScript(
    name: string,
    file: readonly string[],
    env: NodeJS.ProcessEnv,
    onLine?: (line: string) => void,
  ): void {
    if (this.ending.aborted) return
    const log = createWriteStream(join(this.#folder, 'logs', `${name}.log`), { flags: 'a' })
    const child = spawn(process.execPath, [...file], {
      env: childEnvironment({ ...plainSettings(), ...env, [MARK]: this.#folder }),
      // A group of its own, so that Ctrl-C reaches the children through us and in order.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    // It may end before us.
    child.stdin?.on('error', () => {})
    child.stderr?.pipe(log)
    child.stdout?.pipe(log)
    if (onLine) splitLines(child, onLine)
    this.#children.set(name, { child, isAsked: onLine !== undefined })
    this.remember(name, child.pid ?? 0)
    child.once('exit', (code, signal) => {
      this.#children.delete(name)
      // Whatever it had started is in its group and must not outlive it.
      signalTo(-(child.pid ?? 0), 'SIGKILL')
      if (this.#end.signal.aborted) return
      const file = join(this.#folder, 'logs', `${name}.log`)
      const how = signal ? `was killed by ${signal}` : `ended with code ${code}`
      this.#death.reject(
        new CodedError(
          'DEMO_CHILD_DIED',
          `${name} ${how}: start the demo again, it goes on from its data; ${file} ends with: ${lastWords(file)}`,
        ),
      )
    })
  }

  /** Notes a process that was started elsewhere, so that a later start can end it. */
  remember(name: string, pid: number): void {
    this.#running.push(describe(name, pid))
    this.#save()
  }

  /**
   * Ends every child: first, all at once, those that ask others, then those that are asked. Kills what has not ended 8 s after it
   * was told to.
   */
  async stop(): Promise<void> {
    this.#end.abort()
    for (const isAsked of [false, true]) {
      const told = [...this.#children.values()].filter((each) => each.isAsked === isAsked)
      await Promise.all(told.map(({ child }) => end(child)))
    }
  }

  /** Forgets the folder's processes: call when all have ended. */
  release(): void {
    this.#running = []
    this.#save()
  }

  // A kill in the midst of it leaves the file that was there.
  #save(): void {
    writeFileSync(`${this.#file}.part`, JSON.stringify(this.#running))
    renameSync(`${this.#file}.part`, this.#file)
  }
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => kill(child.pid ?? 0, 'SIGKILL'), 8000)
  await gone
  clearTimeout(timer)
}

/** Processes of a demo in `folder`, whether it still got to note them or was killed before. */
function listMarked(folder: string): Running[] {
  const pids = readdirSync('/proc').filter((each) => /^\d+$/.test(each))
  return pids
    .filter((pid) => readEnvironment(pid).includes(`${MARK}=${folder}`))
    .map((pid) => describe('child', Number(pid)))
}

function readEnvironment(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch (error) {
    // It ended after it was listed, or is another user's.
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return []
    throw error
  }
}

function describe(name: string, pid: number): Running {
  return { name, pid, startedAt: startTime(pid) }
}

function isAlive(running: Running): boolean {
  return isRunning(running.pid, running.startedAt)
}

// The child is gone, but something that it started still runs in its group. No other process gets the number of a group
// that has members, so these are ours.
function isOrphaned({ name, pid }: Running): boolean {
  if (name === 'demo' || startTime(pid) !== '') return false
  const pids = readdirSync('/proc').filter((each) => /^\d+$/.test(each))
  return pids.some((each) => {
    const fields = statOf(Number(each))
    return fields[0] !== 'Z' && fields[2] === String(pid)
  })
}

function kill(pid: number, signal: NodeJS.Signals): void {
  signalTo(-pid, signal)
  signalTo(pid, signal)
}

function signalTo(target: number, signal: NodeJS.Signals): void {
  try {
    if (target !== 0) process.kill(target, signal)
  } catch (error) {
    // Gone already, or no group of its own: both are what we want.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function splitLines(child: ChildProcess, onLine: (line: string) => void): void {
  let rest = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
}

// A log of JSON lines says more in its last messages than in its last bytes.
function lastWords(file: string): string {
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(-3)
  const said = lines.map((line) => {
    try {
      return String((JSON.parse(line) as { msg?: unknown }).msg ?? line)
    } catch {
      return line
    }
  })
  return said.join(' | ').slice(-600)
}
