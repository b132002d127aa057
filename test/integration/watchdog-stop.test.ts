import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { prove } from '../../devnet/actors/prover.ts'
import { createMlp, packLogits, runMlp } from '../../devnet/circuits/network.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import { type Hex, toHex } from '../../src/claim/hex.ts'
import { LAUNCHER } from '../support/assay-cli.ts'
import { addForEver } from '../support/onnx-writer.ts'
import { emit, word } from '../support/watch/calls.ts'
import { WatchWorld, WORK } from '../support/watch/world.ts'

const KEYS = join(import.meta.dirname, '../../devnet/circuits/keys')
const NODE: Hex = `0x${'71'.repeat(32)}`
const CROWD = 300
/** Ticks of processor time, a hundred a second: the canary takes a fraction of this. */
const BUSY_TICKS = 150

let world: WatchWorld
beforeAll(async () => {
  world = await WatchWorld.create()
  const key = world.store.putByHash(await readFile(join(KEYS, 'verification_key.json')))
  const model = world.store.putByHash(await readFile(join(KEYS, 'mlp.onnx')))
  const endless = world.store.putByHash(addForEver())
  const bindings = { inputs: { from: 4, count: 16, as: 'u8' }, outputs: { from: 0, count: 4, as: 'i32le' } }
  await world.describe({
    roots: [],
    keys: [{ hash: key, system: 'groth16', model, bindings, source: 'devnet/circuits' }],
  })
  const input = Buffer.alloc(16, 3)
  const { proof, signals } = await prove(input)
  const four = world.store.putByHash(Buffer.alloc(16))
  const common = { node: NODE, request: `0x${'00'.repeat(32)}` as Hex }
  const proven = emit(WORK, 'ProofSubmitted', {
    ...common,
    model,
    system: word('groth16'),
    verificationKeyHash: key,
    inputHash: world.store.putByHash(input),
    outputHash: keccak256(packLogits(runMlp(createMlp(), input))),
    proof: toHex(proof),
    publicSignals: toHex(signals),
  })
  const replayed = emit(WORK, 'ProofSubmitted', {
    ...common,
    model: endless,
    system: word('onnx-replay'),
    verificationKeyHash: `0x${'00'.repeat(32)}`,
    inputHash: four,
    outputHash: four,
    proof: '0x',
    publicSignals: '0x',
  })
  world.chain.mine([{ logs: [replayed, replayed, ...Array.from({ length: CROWD }, () => proven)] }])
  await world.index()
}, 120_000)
afterAll(() => world?.close())

/** Processor time that a process has had, of its children those that the pool started. */
function listChildren(parent: number): { pid: number; ticks: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')
        return Number(fields[1]) === parent && fields[0] !== 'Z'
          ? [{ pid: Number(name), ticks: Number(fields[11]) + Number(fields[12]) }]
          : []
      } catch {
        // It ended since it was listed.
        return []
      }
    })
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function startBusy(): Promise<{
  node: ReturnType<typeof spawn>
  children: number[]
  log: () => string
}> {
  const node = spawn(process.execPath, [LAUNCHER, 'reference-node'], {
    env: { PATH: process.env.PATH, ...world.env({ ASSAY_CHECKS: '8' }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [node.stdout, node.stderr])
    stream?.on('data', (chunk: Buffer) => {
      log += chunk
    })
  await vi.waitFor(
    () => {
      expect(node.exitCode, log).toBeNull()
      expect(listChildren(node.pid as number).some(({ ticks }) => ticks > BUSY_TICKS)).toBe(true)
    },
    { timeout: 60_000, interval: 20 },
  )
  return { node, children: listChildren(node.pid as number).map(({ pid }) => pid), log: () => log }
}

test('SIGTERM while a model runs for ever and a crowd of proofs waits: a clean end, no orphan, no verdict', async () => {
  const { node, children, log } = await startBusy()
  const ended = new Promise((resolve) => node.once('close', resolve))
  const start = performance.now()
  node.kill('SIGTERM')
  expect(await ended, log()).toBe(0)
  expect(performance.now() - start).toBeLessThan(5000)
  expect(children.filter(isAlive)).toEqual([])
  const { rows } = await world.pool.query(
    `select distinct code from watch.verdict where statement = 'output_reproduced' and code <> 'CONTENT_MISSING'`,
  )
  expect(rows.filter(({ code }) => code !== 'VERIFIED')).toEqual([])
}, 120_000)

test('SIGKILL leaves no model running', async () => {
  const { node, children } = await startBusy()
  node.kill('SIGKILL')
  await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 5000 })
}, 120_000)
