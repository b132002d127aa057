import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { groth16 } from 'snarkjs'
import { afterAll, describe, expect, it } from 'vitest'
import { prove, stopProver } from '../../../devnet/actors/prover.ts'
import { Choices } from '../../../devnet/actors/random.ts'
import { toCircom } from '../../../devnet/circuits/circuit.ts'
import { createMlp, packLogits, runMlp } from '../../../devnet/circuits/network.ts'
import { toOnnx } from '../../../devnet/circuits/onnx.ts'

const ROOT = join(import.meta.dirname, '../../..')
const KEYS = join(ROOT, 'devnet/circuits/keys')
const mlp = createMlp()
const SIGNED = { p: 21888242871839275222246405745257275088548364400416034343698204186575808495617n }

afterAll(stopProver)

describe('the devnet model', () => {
  it('is the committed ONNX file and the committed circuit', async () => {
    expect(toOnnx(mlp).equals(await readFile(join(KEYS, 'mlp.onnx')))).toBe(true)
    expect(toCircom(mlp)).toBe(await readFile(join(KEYS, 'mlp.circom'), 'utf8'))
  })

  it('gives the same integers by onnxruntime and by plain arithmetic', async () => {
    const session = await InferenceSession.create(join(KEYS, 'mlp.onnx'))
    const choices = new Choices(1, 'model test')
    const inputs = [
      Buffer.alloc(16),
      Buffer.alloc(16, 255),
      ...Array.from({ length: 50 }, () => choices.bytes(16)),
    ]
    for (const input of inputs) {
      const { logits } = await session.run({ x: new Tensor('uint8', Uint8Array.from(input), [1, 16]) })
      expect(Array.from((logits as Tensor).data as Int32Array)).toEqual(runMlp(mlp, input))
    }
  })

  it('is proved by Groth16: the public signals are its logits and its input', async () => {
    const input = new Choices(2, 'model test').bytes(16)
    const { proof, signals } = await prove(input)
    const words = Array.from({ length: 20 }, (_, index) =>
      BigInt(`0x${signals.subarray(32 * index, 32 * index + 32).toString('hex')}`),
    )
    const logits = words.slice(0, 4).map((word) => Number(word > SIGNED.p / 2n ? word - SIGNED.p : word))
    expect(logits).toEqual(runMlp(mlp, input))
    expect(packLogits(logits).readInt32LE(4)).toBe(logits[1])
    expect(words.slice(4).map(Number)).toEqual([...input])
    const key = JSON.parse(await readFile(join(KEYS, 'verification_key.json'), 'utf8')) as unknown
    const shown = JSON.parse(proof.toString('utf8')) as unknown
    expect(await groth16.verify(key, words.map(String), shown)).toBe(true)
    expect(await groth16.verify(key, [...words.slice(1), 0n].map(String), shown)).toBe(false)
  })

  it('compiles to the very circuit that the keys were made for', async () => {
    // The compiler sees only what lies below its working directory.
    const folder = await mkdtemp(join(ROOT, 'node_modules/.circuit-'))
    try {
      await cp(join(KEYS, 'mlp.circom'), join(folder, 'mlp.circom'))
      const work = folder.slice(ROOT.length + 1)
      const args = [
        `${work}/mlp.circom`,
        '--r1cs',
        '--wasm',
        '-l',
        'node_modules/circomlib/circuits',
        '-o',
        work,
      ]
      const { status } = spawnSync(process.execPath, ['node_modules/circom2/cli.js', ...args], { cwd: ROOT })
      expect(status).toBe(0)
      const r1cs = createHash('sha256')
        .update(await readFile(join(folder, 'mlp.r1cs')))
        .digest('hex')
      expect(await readFile(join(KEYS, 'mlp.r1cs.sha256'), 'utf8')).toBe(`${r1cs}  mlp.r1cs\n`)
      const wasm = await readFile(join(folder, 'mlp_js/mlp.wasm'))
      expect(wasm.equals(await readFile(join(KEYS, 'mlp.wasm')))).toBe(true)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
