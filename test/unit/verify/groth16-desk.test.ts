import { afterAll, describe, expect, it } from 'vitest'
import { Groth16Desk, MANY } from '../../../reference-node/checks/groth16/desk.ts'
import { decodeGroth16Key } from '../../../reference-node/checks/groth16/key.ts'
import { verifyGroth16 } from '../../../reference-node/checks/groth16/verify.ts'
import { toVerdict } from '../../../src/claim/verdict.ts'
import { file, readSnark } from '../../support/snark-fixtures.ts'

const { key: keyJson, proof, signals: texts } = readSnark('bn128', 'groth16')
const signals = texts.map(BigInt)
const good = { signals, file: file(proof) }
const mixed = [
  good,
  { ...good, signals: [signals[0] as bigint, 81n, ...signals.slice(2)] },
  { ...good, signals: signals.slice(1) },
  { ...good, file: Buffer.from('{') },
  // Undecided, and of this proof alone.
  { ...good, file: file({ ...proof, curve: 'bls24-315' }) },
  { ...good, file: file({ ...proof, protocol: 'plonk' }) },
]

describe('Groth16Desk', () => {
  const desk = new Groth16Desk(2)
  afterAll(() => desk.close())
  const verdicts = (asked: readonly Promise<void>[]) =>
    Promise.all(asked.map((answer) => toVerdict(async () => answer.then(() => 'holds'))))

  it('gives each proof the verdict that it gets alone, few or many together', async () => {
    const key = await decodeGroth16Key(file(keyJson), null)
    const alone = await verdicts(mixed.map((each) => verifyGroth16(key, each.signals, each.file)))
    expect(alone.map(({ code }) => code)).toEqual([
      'VERIFIED',
      'REJECTED_PROOF_INVALID',
      'REJECTED_PROOF_SIGNAL_COUNT',
      'REJECTED_JSON_SYNTAX',
      'UNKNOWN_PROOF_CURVE',
      'REJECTED_PROOF_PROTOCOL',
    ])
    const ask = (proofs: typeof mixed) => {
      const answers = verdicts(proofs.map((each) => desk.verify(key, each.signals, each.file)))
      desk.settle()
      return answers
    }
    expect(await ask(mixed)).toEqual(alone)
    expect(desk.hasThreads).toBe(false)
    const times = Math.ceil(MANY / mixed.length)
    expect(await ask(Array.from({ length: times }, () => mixed).flat())).toEqual(
      Array.from({ length: times }, () => alone).flat(),
    )
    expect(desk.hasThreads).toBe(true)
  })

  it('keeps proofs under different keys apart', async () => {
    const key = await decodeGroth16Key(file(keyJson), null)
    const other = readSnark('bls12381', 'groth16')
    const otherKey = await decodeGroth16Key(file(other.key), null)
    const answers = verdicts([
      desk.verify(key, good.signals, good.file),
      desk.verify(otherKey, other.signals.map(BigInt), file(other.proof)),
      desk.verify(otherKey, good.signals, good.file),
    ])
    desk.settle()
    expect((await answers).map(({ code }) => code)).toEqual(['VERIFIED', 'VERIFIED', 'REJECTED_PROOF_CURVE'])
  })

  it('leaves nobody waiting when it is closed, and starts no thread afterwards', async () => {
    const closing = new Groth16Desk(1)
    const key = await decodeGroth16Key(file(keyJson), null)
    const ask = () => Array.from({ length: MANY }, () => closing.verify(key, good.signals, good.file))
    const failed = { status: 'rejected', reason: { code: 'INTERNAL' } }
    const running = Promise.allSettled(ask())
    closing.settle()
    const waiting = Promise.allSettled(ask())
    await closing.close()
    for (const outcome of [...(await running), ...(await waiting)]) expect(outcome).toMatchObject(failed)
    const late = Promise.allSettled(ask())
    closing.settle()
    for (const outcome of await late) expect(outcome).toMatchObject(failed)
    expect(closing.hasThreads).toBe(false)
  })
})
