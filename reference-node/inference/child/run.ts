import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, readSync, writeSync } from 'node:fs'
import { cpus } from 'node:os'
import { deserialize } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { env, type InferenceSession } from 'onnxruntime-node'
import { programBeside } from '../../../src/platform/program.ts'
import type { Tensor } from '../tensor.ts'
import { runCanary } from './canary.ts'
import { prepareFilter } from './filter.ts'
import { HEAD, SOCKET, toFrame } from './frames.ts'
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
  try {
    // `online` is too early: on a busy machine the thread still loads its program when files are closed to it, and takes the process with it.
    await once(new Worker(programBeside('orphan', import.meta.url)), 'message')
    await runCanary()
    const conditions = readConditions()
    const filter = prepareFilter()
    dropRoot()
    // Last of all: everything that this process ever opens is open now.
    send({ kind: 'ready', conditions, unfiltered: filter() })
  } catch (error) {
    send({ kind: 'unfit', reason: reasonOf(error) })
    return
  }
  for (let message = receive(); message !== undefined; message = receive())
    send(await answer(message).catch((error) => ({ kind: 'refused', stage: 'run', reason: reasonOf(error) })))
  // An orderly exit makes system calls too; there is nothing here to put in order.
  process.kill(process.pid, 'SIGKILL')
}

/**
 * The next message, waited for without the event loop: to watch another descriptor the loop makes system calls that the
 * filter takes away. Undefined when the parent is gone.
 */
function receive(): ToChild | undefined {
  const head = readExactly(HEAD)
  const body = head && readExactly(head.readUInt32LE())
  return body && (deserialize(body) as ToChild)
}

function readExactly(size: number): Buffer | undefined {
  const bytes = Buffer.alloc(size)
  for (let at = 0; at < size; ) {
    const count = readSync(SOCKET, bytes, at, size - at, null)
    if (count === 0) return undefined
    at += count
  }
  return bytes
}

function send(message: FromChild): void {
  for (const bytes of toFrame(message))
    for (let at = 0; at < bytes.length; ) at += writeSync(SOCKET, bytes, at)
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

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300)
}

await start()
