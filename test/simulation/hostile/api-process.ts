import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Place } from './scene.ts'

const LAUNCHER = fileURLToPath(new URL('../../../bin/assay.mjs', import.meta.url))
const START_MS = 60_000

export interface ApiProcess {
  readonly url: string
  /** Whether it is still there. */
  readonly lives: () => boolean
  /** The last lines of its log. */
  readonly log: () => string
  /** What it logged as an error, which is a fault of ours whoever caused it. */
  readonly faults: () => readonly string[]
  /** Most resident memory so far, in megabytes; null where the system does not tell. */
  readonly mostMb: () => Promise<number | null>
  stop(): Promise<void>
}

/**
 * The API as an operator starts it, with every limit at its default, and conversations shown. `profile`: the folder that a CPU
 * profile is written to; `nodeOptions`: as in NODE_OPTIONS.
 */
export async function startApiProcess(
  { databaseUrl, networks, archive }: Place,
  {
    profile,
    nodeOptions,
  }: { readonly profile?: string | undefined; readonly nodeOptions?: string | undefined },
): Promise<ApiProcess> {
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const child = spawn(process.execPath, [...profiling, LAUNCHER, 'api'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH,
      ...(nodeOptions ? { NODE_OPTIONS: nodeOptions } : {}),
      DATABASE_URL: databaseUrl,
      ASSAY_NETWORKS: networks,
      ASSAY_ARCHIVE: archive,
      ASSAY_API_PORT: '0',
      ASSAY_API_SHOW_CONTENT: 'yes',
      // Each caller has an address of its own, which only a proxy could tell here.
      ASSAY_API_TRUST_PROXY: 'yes',
    },
  })
  let log = ''
  const faults: string[] = []
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-20_000)
  })
  if (child.stderr)
    createInterface(child.stderr).on('line', (line) => {
      if (/^\{"level":[56]0/.test(line)) faults.push(line)
    })
  const lives = () => child.exitCode === null && child.signalCode === null
  try {
    return {
      url: await listening(child, () => log),
      lives,
      log: () => log,
      faults: () => faults,
      mostMb: () => mostMbOf(child.pid),
      async stop() {
        if (!lives()) return
        child.kill('SIGTERM')
        const killed = setTimeout(() => child.kill('SIGKILL'), 10_000)
        await once(child, 'exit')
        clearTimeout(killed)
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

function listening(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`the API did not start:\n${log()}`)), START_MS)
    const look = () => {
      const url = /"url":"(http:[^"]*)\/graphql"/.exec(log())?.[1]
      if (!url) return
      clearTimeout(late)
      child.stderr?.off('data', look)
      done(url)
    }
    child.stderr?.on('data', look)
    child.once('exit', () => {
      clearTimeout(late)
      fail(new Error(`the API ended at its start:\n${log()}`))
    })
  })
}

async function mostMbOf(pid: number | undefined): Promise<number | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1024)
  } catch {
    // No such file: another system than Linux, or the process is gone.
    return null
  }
}
