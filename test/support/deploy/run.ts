import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import type { Image } from './image.ts'

export interface Started {
  readonly name: string
  /** What it wrote to stderr and stdout so far. */
  said(): string
  /** Settles with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** SIGTERM, as a container engine ends a container. */
  stop(): Promise<number | NodeJS.Signals | null>
}

export type Environment = Readonly<Record<string, string>>

/** Starts a command as the image would: in its folder, with this environment and no other. */
export function start(image: Image, name: string, command: readonly string[], env: Environment): Started {
  const child = run(image, command, env)
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-50_000)
    })
  const ended = new Promise<number | NodeJS.Signals | null>((done) =>
    child.once('close', (code, signal) => done(code ?? signal)),
  )
  return {
    name,
    said: () => text,
    ended,
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/**
 * Waits until the address of the declared health check answers, then runs the check itself, which must say healthy. Rejects
 * when the process ends before, or after two minutes.
 */
export async function untilHealthy(image: Image, started: Started, check: readonly string[]): Promise<void> {
  const stop = new AbortController()
  const ended = started.ended.then((code) => {
    throw new Error(`${started.name} ended with ${code}: ${started.said()}`)
  })
  try {
    await Promise.race([ended, untilAnswered(check.at(-1) ?? '', stop.signal)])
  } finally {
    stop.abort()
    ended.catch(() => {})
  }
  // As often as docker-compose.yml lets a check fail: seven that start at once may keep a small machine busy.
  let last = ''
  for (let tries = 0; tries < 4; tries++) {
    const { code, said } = await probe(image, check)
    if (code === 0) return
    last = said
  }
  throw new Error(`${started.name} is not healthy: ${last}\n${started.said()}`)
}

async function untilAnswered(address: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + 120_000
  while (!signal.aborted) {
    // Refused until it listens.
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return
    if (Date.now() > deadline) throw new Error(`${address} does not answer: ${await answer?.text()}`)
    await setTimeout(250)
  }
}

// The health check's own words: CMD and the program.
function probe(
  image: Image,
  [kind, program, ...args]: readonly string[],
): Promise<{ code: number; said: string }> {
  if (kind !== 'CMD' || program !== 'node') throw new Error(`no health check of ours: ${kind} ${program}`)
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: image.folder }, (error, _, stderr) =>
      done({ code: error ? Number(error.code ?? 1) : 0, said: stderr }),
    )
  })
}

function run(image: Image, [program, ...args]: readonly string[], env: Environment): ChildProcess {
  if (program !== 'node') throw new Error(`the image has no ${program}`)
  return spawn(process.execPath, args, {
    cwd: image.folder,
    // Of a container's own: where programs are. Whatever stands in the shell that runs the tests must not help.
    env: { PATH: process.env.PATH, HOME: image.outside, ...image.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
