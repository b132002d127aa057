import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { decodeGroth16Key } from '../../reference-node/checks/groth16/key.ts'
import { judgeGroth16 } from '../../reference-node/checks/groth16/many.ts'
import { Groth16Pool } from '../../reference-node/checks/groth16/pool.ts'
import { prepareKey } from '../../reference-node/checks/groth16/prepared.ts'
import { verifyGroth16 } from '../../reference-node/checks/groth16/verify.ts'
import { decodeSignals } from '../../reference-node/checks/snark/signals.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import { atLeast, compareWays, type Figure, type Way } from './measure.ts'

const MANY = 128

/** All own checks and batched pairings, beside snarkjs as its documentation shows it (its own worker threads). */
export async function benchGroth16(): Promise<Figure[]> {
  const read = (part: string) =>
    readFileSync(new URL(`../../test/fixtures/snark/own-bn128/groth16.${part}.json`, import.meta.url))
  const [file, keyFile, publicFile] = [read('proof'), read('vkey'), read('public')]
  const signals = decodeSignals(publicFile)
  const key = await decodeGroth16Key(keyFile, null)
  const prepared = await prepareKey(key)
  const proofs = Array.from({ length: MANY }, () => ({ signals, file }))
  const threads = availableParallelism()
  const pool = new Groth16Pool(threads)
  const documented = openDocumented([keyFile, publicFile, file].map((bytes) => JSON.parse(bytes.toString())))
  const mustHold = (refusals: readonly unknown[]) => {
    if (refusals.some(Boolean)) throw new Error('a good proof was refused')
  }
  const rates = await compareWays({
    documented: documented.way,
    single: { items: 10, work: () => repeat(10, () => verifyGroth16(key, signals, file)) },
    batched: { items: MANY, work: async () => mustHold(await judgeGroth16(prepared, proofs)) },
    pooled: {
      items: MANY,
      work: async () => mustHold(await pool.judge({ key: keyFile, keyHash: keccak256(keyFile) }, proofs)),
    },
  })
  await pool.close()
  documented.close()
  return [
    { name: 'Groth16, snarkjs.groth16.verify as documented', value: rates.documented, unit: 'proofs/s' },
    { name: 'Groth16, one at a time, all checks', value: rates.single, unit: 'proofs/s' },
    {
      name: `Groth16, batches of ${MANY} on one thread, all checks`,
      value: rates.batched,
      unit: 'proofs/s per core',
    },
    { name: `Groth16, pool of ${threads} threads, all checks`, value: rates.pooled, unit: 'proofs/s' },
    atLeast('Groth16, pool ÷ snarkjs as documented', rates.pooled / rates.documented, '×', 10),
  ]
}

/** snarkjs in a process of its own, because it shares its curve with whoever set one in ours. */
function openDocumented(statement: unknown): { way: Way; close: () => void } {
  const child = fork(new URL('documented.ts', import.meta.url))
  const way = {
    items: 10,
    work: () =>
      new Promise((resolve, reject) => {
        child.once('message', (holds) => (holds ? resolve(holds) : reject(new Error('snarkjs says no'))))
        child.send({ statement, times: 10 })
      }),
  }
  return { way, close: () => child.kill() }
}

async function repeat(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let each = 0; each < times; each++) await work()
}
