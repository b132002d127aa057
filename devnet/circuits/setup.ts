import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { childEnvironment } from '../../src/platform/child-environment.ts'
import { toCircom } from './circuit.ts'
import { createMlp } from './network.ts'
import { toOnnx } from './onnx.ts'

// Makes devnet/circuits/keys: run once by hand, `npm run devnet:keys`, about a minute. The result is committed,
// so neither demo nor tests ever hold a ceremony. New keys are new names: the devnet's history starts over.

const ROOT = join(import.meta.dirname, '../..')
const KEYS = join(import.meta.dirname, 'keys')
const WORK = '.assay/circuits'
/** 2^10 is the smallest power of two above the circuit's 380 constraints and 21 public wires (512 would do; phase 2 wants room). */
const POWER = '10'

await mkdir(join(ROOT, WORK), { recursive: true })
await mkdir(KEYS, { recursive: true })
const mlp = createMlp()
await writeFile(join(KEYS, 'mlp.onnx'), toOnnx(mlp))
await writeFile(join(KEYS, 'mlp.circom'), toCircom(mlp))
await copyFile(join(KEYS, 'mlp.circom'), join(ROOT, WORK, 'mlp.circom'))

// The compiler's sandbox sees only what lies below its working directory.
run(
  'circom2',
  'cli.js',
  `${WORK}/mlp.circom`,
  '--r1cs',
  '--wasm',
  '-l',
  'node_modules/circomlib/circuits',
  '-o',
  WORK,
)
snarkjs('powersoftau', 'new', 'bn128', POWER, at('0.ptau'))
snarkjs('powersoftau', 'contribute', at('0.ptau'), at('1.ptau'), '--name=devnet', `-e=${entropy()}`)
snarkjs('powersoftau', 'beacon', at('1.ptau'), at('2.ptau'), entropy(), '10')
snarkjs('powersoftau', 'prepare', 'phase2', at('2.ptau'), at('final.ptau'))
snarkjs('groth16', 'setup', at('mlp.r1cs'), at('final.ptau'), at('0.zkey'))
snarkjs('zkey', 'contribute', at('0.zkey'), at('mlp.zkey'), '--name=devnet', `-e=${entropy()}`)
snarkjs('zkey', 'export', 'verificationkey', at('mlp.zkey'), at('verification_key.json'))

await copyFile(join(ROOT, WORK, 'mlp_js/mlp.wasm'), join(KEYS, 'mlp.wasm'))
for (const name of ['mlp.zkey', 'verification_key.json'])
  await rename(join(ROOT, WORK, name), join(KEYS, name))
const r1cs = await readFile(join(ROOT, WORK, 'mlp.r1cs'))
await writeFile(
  join(KEYS, 'mlp.r1cs.sha256'),
  `${createHash('sha256').update(r1cs).digest('hex')}  mlp.r1cs\n`,
)

function at(name: string): string {
  return join(ROOT, WORK, name)
}

function entropy(): string {
  return randomBytes(32).toString('hex')
}

function snarkjs(...args: string[]): void {
  run('snarkjs', 'build/cli.cjs', ...args)
}

function run(name: string, script: string, ...args: string[]): void {
  const file = join(ROOT, 'node_modules', name, script)
  const { status } = spawnSync(process.execPath, [file, ...args], {
    cwd: ROOT,
    env: childEnvironment(),
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error(`${name} ${args[0]} ended with ${status}`)
}
