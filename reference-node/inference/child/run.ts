import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { Worker } from 'node:worker_threads'
import { env, type InferenceSession } from 'onnxruntime-node'
import type { Tensor } from '../tensor.ts'
import { runCanary } from './canary.ts'
import type { Conditions, FromChild, ToChild } from './messages.ts'
import { packRuns, unpackRuns } from './packing.ts'
import { type Optimization, openSession, runSession } from './session.ts'

// This process exists to be lost: it runs strangers' models, with no network, as nobody, within limits that its parent
// set. It knows nothing but what it is sent, and says nothing but tensors.

const LEVEL: Optimization = process.argv[2] === 'disabled' ? 'disabled' : 'all'
const MAX_SESSIONS = 8
const NOBODY = 65_534
const sessions = new Map<string, InferenceSession>()

async function start(): Promise<void> {
  process.on('disconnect', () => process.exit(0))
  try {
    await once(new Worker(new URL('orphan.ts', import.meta.url)), 'online')
    await runCanary()
    dropRoot()
    send({ kind: 'ready', conditions: readConditions() })
  } catch (error) {
    send({ kind: 'unfit', reason: reasonOf(error) })
    return
  }
  process.on('message', (message) => {
    answer(message as ToChild).then(send, (error) =>
      send({ kind: 'refused', stage: 'run', reason: reasonOf(error) }),
    )
  })
}

async function answer({ hash, model, runs }: ToChild): Promise<FromChild> {
  if (!model && !sessions.has(hash)) return { kind: 'forgotten' }
  let session: InferenceSession
  try {
    session = await getSession(hash, model)
  } catch (error) {
    return { kind: 'refused', stage: 'load', reason: reasonOf(error) }
  }
  const outputs: Tensor[][] = []
  for (const inputs of unpackRuns(runs)) outputs.push(await runSession(session, inputs))
  return { kind: 'done', outputs: packRuns(outputs) }
}

async function getSession(hash: string, model: Uint8Array | null): Promise<InferenceSession> {
  const known = sessions.get(hash)
  if (known || !model) return known as InferenceSession
  // The name is only a key of this cache, but two models must never share it.
  if (createHash('sha256').update(model).digest('hex') !== hash) throw new Error('the model has another hash')
  for (const [name, session] of sessions) {
    if (sessions.size < MAX_SESSIONS) break
    sessions.delete(name)
    await session.release()
  }
  const session = await openSession(model, LEVEL)
  sessions.set(hash, session)
  return session
}

/** After everything is loaded, so that it works where nobody may not enter our folder. */
function dropRoot(): void {
  if (process.getuid?.() !== 0) return
  process.setgroups?.([NOBODY])
  process.setgid?.(NOBODY)
  process.setuid?.(NOBODY)
}

function readConditions(): Conditions {
  return {
    runtime: `onnxruntime-node ${env.versions.node ?? env.versions.common}`,
    provider: 'cpu',
    optimization: LEVEL,
    precision: 'x64quantprecision',
    cpu: cpus()[0]?.model ?? 'unknown',
    cpuFlags: readCpuFlags(),
    canary: 'passed',
  }
}

/** Which vector units there are decides how sums are rounded. */
function readCpuFlags(): string[] {
  try {
    const flags = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.split(/\s+/) ?? []
    return flags.filter((flag) => /^(sse4_2|avx|avx2|avx512f|avx512_vnni|avx_vnni|amx_int8)$/.test(flag))
  } catch {
    // No /proc on this system: the flags are simply not known.
    return []
  }
}

function send(message: FromChild): void {
  process.send?.(message)
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300)
}

await start()
