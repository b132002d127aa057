import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { doEquationsHold } from '../../../reference-node/checks/groth16/equation.ts'
import { decodeGroth16Key } from '../../../reference-node/checks/groth16/key.ts'
import { judgeGroth16 } from '../../../reference-node/checks/groth16/many.ts'
import { multiplyMillerLoops, type PreparedPair } from '../../../reference-node/checks/groth16/miller.ts'
import { Groth16Pool } from '../../../reference-node/checks/groth16/pool.ts'
import { prepareKey } from '../../../reference-node/checks/groth16/prepared.ts'
import { decodeGroth16Proof } from '../../../reference-node/checks/groth16/proof.ts'
import { getCurve, loadEngine } from '../../../reference-node/checks/snark/curve.ts'
import { prepareInSubgroupG2 } from '../../../reference-node/checks/snark/point.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { file, readSnark } from '../../support/snark-fixtures.ts'

const { key, proof, signals: texts } = readSnark('bn128', 'groth16')
const signals = texts.map(BigInt)
const good = { signals, file: file(proof) }
const { q } = getCurve('bn128')
const negated = (names: string[]) => {
  const copy = structuredClone(proof)
  for (const name of names) {
    const point = copy[name] as string[]
    point[1] = (q - BigInt(point[1] as string)).toString()
  }
  return { signals, file: file(copy) }
}
const bad = {
  signal: { ...good, signals: [signals[0] as bigint, 81n, ...signals.slice(2)] },
  count: { ...good, signals: signals.slice(1) },
  negative: negated(['pi_c']),
  text: { ...good, file: Buffer.from('{') },
}

describe.each(['bn128', 'bls12381'] as const)('judgeGroth16 on %s', (curve) => {
  it('finds exactly the bad proofs, wherever they stand', async () => {
    const fixture = readSnark(curve, 'groth16')
    const prepared = await prepareKey(await decodeGroth16Key(file(fixture.key), null))
    const own = { signals: fixture.signals.map(BigInt), file: file(fixture.proof) }
    const wrong = { ...own, signals: own.signals.toReversed() }
    const refusals = await judgeGroth16(prepared, [own, own, wrong, own, wrong])
    expect(refusals.map((refusal) => refusal?.code)).toEqual([
      undefined,
      undefined,
      'REJECTED_PROOF_INVALID',
      undefined,
      'REJECTED_PROOF_INVALID',
    ])
  })
})

describe('judgeGroth16', () => {
  it('gives each refusal its own code, and lets no bad proof hide among good ones', async () => {
    const prepared = await prepareKey(await decodeGroth16Key(file(key), null))
    const proofs = [good, bad.signal, bad.count, good, bad.negative, bad.text]
    const refusals = await judgeGroth16(prepared, proofs)
    expect(refusals.map((refusal) => refusal?.code)).toEqual([
      undefined,
      'REJECTED_PROOF_INVALID',
      'REJECTED_PROOF_SIGNAL_COUNT',
      undefined,
      'REJECTED_PROOF_INVALID',
      'REJECTED_JSON_SYNTAX',
    ])
    expect(await judgeGroth16(prepared, [])).toEqual([])
  })

  it('weighs proofs by chance, so that errors cannot be made to cancel', async () => {
    const decoded = await decodeGroth16Key(file(key), null)
    const prepared = await prepareKey(decoded)
    // Two proofs whose C are exchanged: unweighted, the products of both would be equal.
    const second = readSnark('bn128', 'groth16')
    const one = decodeGroth16Proof(file(second.proof), decoded, [])
    const plus = prepared.engine.G1.toAffine(prepared.engine.G1.double(prepared.engine.G1.one))
    const shift = (point: readonly [bigint, bigint], negate: boolean) => {
      const { G1 } = prepared.engine
      const moved = G1.toAffine(G1.add(G1.fromObject([...point, 1n]), negate ? G1.neg(plus) : plus))
      const [x, y] = (G1 as unknown as { toObject(value: Uint8Array): [bigint, bigint] }).toObject(moved)
      return [x, y] as const
    }
    const b = prepareInSubgroupG2(one.b, 'pi_b', prepared.engine, decoded.curve)
    const items = [false, true].map((negate) => ({
      signals,
      proof: { ...one, c: shift(one.c, negate) },
      b,
    }))
    expect(await doEquationsHold(prepared, items)).toBe(false)
    expect(
      await doEquationsHold(prepared, [
        { signals, proof: one, b },
        { signals, proof: one, b },
      ]),
    ).toBe(true)
  })

  it('refuses everything under a key that anybody can forge for', async () => {
    const forgeable = readSnark('bn128', 'groth16.forgeable')
    const prepared = await prepareKey(await decodeGroth16Key(file(forgeable.key), null))
    const [refusal] = await judgeGroth16(prepared, [{ signals, file: file(forgeable.proof) }])
    expect(refusal?.code).toBe('REJECTED_PROOF_KEY_UNSOUND')
  })
})

describe.each(['bn128', 'bls12381'] as const)('multiplyMillerLoops on %s', (name) => {
  it('gives what the engine’s own loops give, multiplied, for any number of pairs', async () => {
    const engine = await loadEngine(name)
    const { G1, G2, Gt } = engine
    const all: PreparedPair[] = []
    let product = Gt.one
    for (let each = 1n; each <= 67n; each++) {
      const p = engine.prepareG1(G1.toJacobian(G1.timesScalar(G1.one, each ** 40n)))
      const q = engine.prepareG2(G2.toJacobian(G2.timesScalar(G2.one, each ** 30n)))
      all.push([p, q])
      product = Gt.mul(product, engine.millerLoop(p, q))
      if ([1n, 2n, 31n, 32n, 33n, 67n].includes(each))
        expect(multiplyMillerLoops(engine, all)).toEqual(product)
    }
    expect(multiplyMillerLoops(engine, [])).toEqual(Gt.one)
  })
})

describe('Groth16Pool', () => {
  const pool = new Groth16Pool(2)
  afterAll(() => pool.close())
  const keyFile = readFileSync(new URL('../../fixtures/snark/own-bn128/groth16.vkey.json', import.meta.url))
  const pinned = { key: keyFile, keyHash: keccak256(keyFile) }

  it('answers in order, across threads', async () => {
    const proofs = [good, bad.signal, good, good, bad.count]
    const refusals = await pool.judge(pinned, proofs)
    expect(refusals.map((refusal) => refusal?.code)).toEqual([
      undefined,
      'REJECTED_PROOF_INVALID',
      undefined,
      undefined,
      'REJECTED_PROOF_SIGNAL_COUNT',
    ])
    expect(await pool.judge(pinned, [])).toEqual([])
  })

  it('refuses a key that is not the pinned one, as the check alone does', async () => {
    await expect(
      pool.judge({ ...pinned, keyHash: keccak256(Buffer.from('x')) }, [good]),
    ).rejects.toMatchObject({ name: 'Rejected', code: 'REJECTED_PROOF_KEY_HASH' })
  })
})
