import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { removePostgres } from '../../src/platform/embedded.ts'

const ROOT = join(import.meta.dirname, '../..')

export interface Demo {
  readonly child: ChildProcess
  /** Settles with the exit code; null when a signal ended it. */
  readonly exit: Promise<number | null>
  readonly output: { stdout: string; stderr: string }
  /** Resolves with the first match in what is said on stderr; rejects when the demo ends before. */
  says(pattern: RegExp): Promise<string>
}

/** Runs `npm run demo` as a user would, with its data in `folder`. */
export function runDemo(folder: string, ...args: string[]): Demo {
  const child = spawn('npm', ['run', 'demo', '--', '--data', folder, '--port', '0', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  const waiting: (() => void)[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString('utf8')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString('utf8')
    for (const each of waiting) each()
  })
  const exit = new Promise<number | null>((done) => child.once('exit', done))
  const says = (pattern: RegExp) =>
    new Promise<string>((done, fail) => {
      const look = () => {
        const found = pattern.exec(output.stderr)
        if (found) done(found[1] ?? found[0])
      }
      waiting.push(look)
      exit.then((code) => fail(new Error(`the demo ended with ${code}: ${output.stderr.slice(-2000)}`)))
      look()
    })
  return { child, exit, output, says }
}

/** Processes that a demo in `folder` started and that still run: the folder stands in their environment or arguments. */
export function listProcesses(folder: string): { pid: number; command: string; environment: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
        return command.includes(folder) || environment.includes(folder)
          ? [{ pid: Number(pid), command, environment }]
          : []
      } catch {
        // It ended between the listing and this line.
        return []
      }
    })
}

/** Ends a demo with all that it started, and takes its folder away. */
export async function removeDemo(demo: Demo | undefined, folder: string): Promise<void> {
  demo?.child.kill('SIGINT')
  await demo?.exit
  for (const { pid } of listProcesses(folder)) process.kill(pid, 'SIGKILL')
  await removePostgres(join(folder, 'postgres'))
  await rm(folder, { recursive: true, force: true })
}
