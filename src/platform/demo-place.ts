import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isRunning } from './process-identity.ts'

/** Below the folder that a demo keeps its data in: what a command needs to look at it. Written while it runs. */
export const DEMO_FILE = 'running.json'

const File = z.object({
  pid: z.int(),
  startedAt: z.string(),
  /** Settings of its processes. */
  env: z.record(z.string(), z.string()),
})
export type DemoFile = z.infer<typeof File>

export interface DemoPlace {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
}

/** The demo that runs in `ASSAY_DEMO` (default `.assay/demo`); undefined when none does. */
export function findDemo(env: NodeJS.ProcessEnv): DemoPlace | undefined {
  const folder = env.ASSAY_DEMO || join('.assay', 'demo')
  const file = readDemoFile(join(folder, DEMO_FILE))
  return file && isRunning(file.pid, file.startedAt) ? { folder, env: file.env } : undefined
}

function readDemoFile(path: string): DemoFile | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // No demo, or the demo of another user, whose database is not ours to read.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return undefined
    throw error
  }
  try {
    return File.parse(JSON.parse(text))
  } catch {
    // Cut short by a kill, or of another version: nothing of it runs for us.
    return undefined
  }
}

const OWN = ['DATABASE_URL', 'DB_URL', 'DB_HOST', 'ASSAY_NETWORKS', 'ASSAY_NETWORK', 'ASSAY_CHAIN']

/**
 * The environment of a command that looks at an index: its own, with `--network` and `--chain` in it; when none of the settings
 * that say which index is set, and a demo runs here that could be meant, then that demo's. What was found is told to `say`.
 */
export function readCommandEnv(
  env: NodeJS.ProcessEnv,
  { network, chain }: { readonly network?: string | undefined; readonly chain?: string | undefined },
  say: (text: string) => void = sayOnStderr,
): NodeJS.ProcessEnv {
  const own = {
    ...env,
    ...(network === undefined ? {} : { ASSAY_NETWORK: network }),
    ...(chain === undefined ? {} : { ASSAY_CHAIN: chain }),
  }
  if (OWN.some((key) => env[key] || env[`${key}_FILE`])) return own
  const demo = findDemo(env)
  if (!demo || (network !== undefined && network !== demo.env.ASSAY_NETWORK)) return own
  say(`using the demo at ${demo.folder}`)
  return { ...demo.env, ...own }
}

function sayOnStderr(text: string): void {
  process.stderr.write(`${text}\n`)
}
