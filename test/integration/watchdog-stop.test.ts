import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { prove } from '../../devnet/actors/prover.ts'
import { createMlp, packLogits, runMlp } from '../../devnet/circuits/network.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import { type Hex, toHex } from '../../src/claim/hex.ts'
import { LAUNCHER } from '../support/assay-cli.ts'
import { isAlive, listDescendants } from '../support/descendants.ts'
import { addForEver } from '../support/onnx-writer.ts'
import { emit, word } from '../support/watch/calls.ts'
import { WatchWorld, WORK } from '../support/watch/world.ts'

const KEYS = join(import.meta.dirname, '../../devnet/circuits/keys')
const NODE: Hex = `0x${'71'.repeat(32)}`
const CROWD = 300
/** Ticks of processor time, a hundred a second: a start with its canary takes forty to fifty. */
const BUSY_TICKS = 90

let world: WatchWorld
/** None outlives its test, also where that fails. */
const nodes: ChildProcess[] = []
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
afterEach(() => {
  for (const node of nodes.splice(0)) node.kill('SIGKILL')
})
afterAll(() => world?.close())

async function startBusy(): Promise<{
  node: ReturnType<typeof spawn>
  children: number[]
  log: () => string
}> {
  const node = spawn(process.execPath, [LAUNCHER, 'reference-node'], {
    env: { PATH: process.env.PATH, ...world.env({ ASSAY_CHECKS: '8' }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  nodes.push(node)
  let log = ''
  for (const stream of [node.stdout, node.stderr])
    stream?.on('data', (chunk: Buffer) => {
      log += chunk
    })
  await vi.waitFor(
    () => {
      expect(node.exitCode, log).toBeNull()
      expect(listDescendants(node.pid as number).some(({ ticks }) => ticks > BUSY_TICKS)).toBe(true)
    },
    { timeout: 60_000, interval: 100 },
  )
  return { node, children: listDescendants(node.pid as number).map(({ pid }) => pid), log: () => log }
}

test('SIGTERM while a model runs for ever and a crowd of proofs waits: a clean end, no orphan, no verdict', async () => {
  const { node, children, log } = await startBusy()
  const ended = new Promise((resolve) => node.once('close', resolve))
  const start = performance.now()
  node.kill('SIGTERM')
  expect(await ended, log()).toBe(0)
  expect(performance.now() - start).toBeLessThan(5000)
  await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 1000 })
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
