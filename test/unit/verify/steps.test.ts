import { createPublicKey, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { blaming } from '../../../reference-node/checks/blame.ts'
import { decodeFflonkKey, verifyFflonk } from '../../../reference-node/checks/fflonk/verify.ts'
import { decodeGroth16Key } from '../../../reference-node/checks/groth16/key.ts'
import { judgeGroth16 } from '../../../reference-node/checks/groth16/many.ts'
import { prepareKey } from '../../../reference-node/checks/groth16/prepared.ts'
import { verifyGroth16 } from '../../../reference-node/checks/groth16/verify.ts'
import { decodePlonkKey } from '../../../reference-node/checks/plonk.ts'
import { decodeRsaKey } from '../../../reference-node/checks/signature/key.ts'
import { assertBinding, decodeBinding } from '../../../reference-node/checks/snark/binding.ts'
import { getCurve } from '../../../reference-node/checks/snark/curve.ts'
import { asKeyPart } from '../../../reference-node/checks/snark/key.ts'
import { decodeG1, decodeG2 } from '../../../reference-node/checks/snark/point.ts'
import { assertEvaluation } from '../../../reference-node/checks/snark/proof.ts'
import { decodeSignals } from '../../../reference-node/checks/snark/signals.ts'
import { compareTensors, DEFAULT_TOLERANCE } from '../../../reference-node/inference/compare.ts'
import { getDataType } from '../../../reference-node/inference/onnx/data-type.ts'
import { decodeModel } from '../../../reference-node/inference/onnx/model.ts'
import { decodeTensor } from '../../../reference-node/inference/onnx/tensor-proto.ts'
import { MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { decodeCertificate } from '../../../src/claim/nitro-certificate.ts'
import { KnownLinks, verifyChain } from '../../../src/claim/nitro-chain.ts'
import { measurementOf, verifyNitro } from '../../../src/claim/nitro-verify.ts'
import { expectCode, flip } from '../../support/codes.ts'
import { pointOutsideG2, pointsHalfOnG2 } from '../../support/curve-points.ts'
import { bits, boolean, integer, octets, oid, sequence } from '../../support/der.ts'
import { bindKeys, type DocumentChoices, makeDocument, PCRS } from '../../support/nitro-authority.ts'
import { bytes, int, model, node, tensor, value } from '../../support/onnx-writer.ts'
import { file, readSnark, type SnarkFixture } from '../../support/snark-fixtures.ts'

// Each case breaks one rule and keeps all others: without that one step it would be accepted, or refused as another.
const bn128 = getCurve('bn128')
/** On bls12381's curve, of order 3. */
const OUTSIDE_G1 = ['0', '2', '1']

describe('certificates of an enclave', () => {
  const check = (place: number, choice: DocumentChoices['certificates'][number]) => {
    const certificates: DocumentChoices['certificates'] = [{}, {}, {}, {}, {}]
    certificates[place] = choice
    const { document, root, at } = makeDocument({ certificates })
    return verifyNitro(document, { at, roots: [root], allowDebug: false })
  }
  const broken = (content: Buffer) => ({ constraints: content })
  it.each<[string, number, DocumentChoices['certificates'][number]]>([
    ['constraints of three parts', 3, broken(sequence(boolean(true), integer([0]), integer([0])))],
    ['a path length that is no number', 3, broken(sequence(boolean(true), octets(Buffer.from([0]))))],
    ['a path length below zero', 3, broken(sequence(boolean(true), integer([0x80])))],
    ['a path length without a digit', 3, broken(sequence(boolean(true), integer([])))],
    ['a path length beyond all numbers', 3, broken(sequence(boolean(true), integer([1, 0, 0, 0, 0, 0, 0])))],
    ['key usage in an octet string', 3, { usage: octets(Buffer.from([2, 4])) }],
    ['key usage twice', 3, { usage: Buffer.concat([bits([4]), bits([4])]) }],
    ['an extension of one part', 3, { extra: [sequence(octets(Buffer.from([5, 0])))] }],
    ['an extension that is a number', 3, { extra: [sequence(oid('2a030405'), integer([1]))] }],
    [
      'an extension of four parts',
      3,
      {
        extra: [sequence(oid('2a030405'), boolean(false), octets(Buffer.alloc(2)), octets(Buffer.alloc(2)))],
      },
    ],
  ])('refuse %s', (_name, place, choice) =>
    expectCode(() => check(place, choice), 'REJECTED_NITRO_CERTIFICATE'),
  )

  it('may allow more authorities than one byte counts', () => {
    expect(check(3, broken(sequence(boolean(true), integer([0, 200])))).pcrs.size).toBe(4)
    expect(check(3, broken(sequence(boolean(true), integer([1, 0])))).pcrs.size).toBe(4)
  })

  it.each<[string, number, DocumentChoices['certificates'][number]]>([
    ['an authority signed over SHA-256', 3, { hash: 'sha256' }],
    ['an authority on P-256', 2, { curve: 'prime256v1' }],
    ['a leaf on P-256', 4, { curve: 'prime256v1' }],
  ])('of another algorithm are nobody’s fault: %s', (_name, place, choice) =>
    expectCode(() => check(place, choice), 'UNSUPPORTED_NITRO_CERT_ALGORITHM'),
  )

  it('of another algorithm are refused where the chain does not hold either', () =>
    expectCode(() => check(3, { curve: 'prime256v1', signer: 'stranger' }), 'REJECTED_NITRO_CERT_CHAIN'))

  it.each([32, 64])(
    'say nothing of registers of %i bytes, which AWS describes and nobody has been seen to use',
    (length) => {
      const pcrs = new Map([0, 1, 2, 3].map((index) => [index, Buffer.alloc(length, index + 1)]))
      const { document, root, at } = makeDocument({ pcrs })
      return expectCode(
        () => verifyNitro(document, { at, roots: [root], allowDebug: false }),
        'UNSUPPORTED_NITRO_REGISTER',
      )
    },
  )

  it('are refused with a register of another length', () => {
    const pcrs = new Map([0, 1, 2, 3].map((index) => [index, Buffer.alloc(index === 3 ? 47 : 48, 1)]))
    const { document, root, at } = makeDocument({ pcrs })
    return expectCode(
      () => verifyNitro(document, { at, roots: [root], allowDebug: false }),
      'REJECTED_NITRO_FIELD',
    )
  })

  it('are refused before their time', () => {
    const from = new Date('2026-03-01T12:30:00Z')
    return expectCode(() => check(2, { from }), 'REJECTED_NITRO_CERT_TIME')
  })

  it('are refused with bytes behind them', () => {
    const { root } = makeDocument()
    return expectCode(
      () => decodeCertificate(Buffer.concat([root, Buffer.alloc(1)])),
      'REJECTED_NITRO_CERTIFICATE',
    )
  })

  it('start at a pinned root, not nowhere', () => {
    const { root, at } = makeDocument()
    const chain = { cabundle: [], certificate: root }
    return expectCode(() => verifyChain(chain, [root], at, new KnownLinks()), 'REJECTED_NITRO_ROOT')
  })
})

describe('a Nitro document', () => {
  it.each([0, 1, 2])('without PCR%s has no measurement', (index) => {
    const pcrs = new Map([...PCRS].filter(([register]) => register !== index))
    return expectCode(() => measurementOf({ pcrs }), 'REJECTED_NITRO_PCR_MISSING')
  })

  it.each([0, 1, 34, 35])('binds keys only as SHA-256 multihashes: byte %s', (at) => {
    const [tlsCertificateDer, signingKeySpki] = [Buffer.from('tls'), Buffer.from('key')]
    const userData = flip(bindKeys(tlsCertificateDer, signingKeySpki), at)
    const { document, root, at: time } = makeDocument({ userData })
    return expectCode(
      () =>
        verifyNitro(
          document,
          { at: time, roots: [root], allowDebug: false },
          { tlsCertificateDer, signingKeySpki },
        ),
      'REJECTED_NITRO_USER_DATA',
    )
  })
})

describe('blame', () => {
  const by = (error: unknown) =>
    blaming('node', () => {
      throw error
    })
  it('falls on the caller’s party where the check knows none', () =>
    expect(by(new MalformedEvidence('A_B', 'x'))).rejects.toMatchObject({ fault: 'node', code: 'A_B' }))
  it('stays where the check put it', () =>
    expect(by(new Rejected('A_B', 'x', 'relayer'))).rejects.toMatchObject({ fault: 'relayer' }))
  it('falls on nobody where nothing was rejected', async () => {
    const undecided = new NotCheckable('A_B', 'x')
    await expect(by(undecided)).rejects.toBe(undecided)
  })
})

describe('an RSA key', () => {
  const spki = (modulusBytes: number, exponent: Buffer) => {
    const n = randomBytes(modulusBytes)
    n[0] = 0xff
    n[modulusBytes - 1] = 0xff
    const jwk = { kty: 'RSA', n: n.toString('base64url'), e: exponent.toString('base64url') }
    return createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'spki' })
  }
  const usual = Buffer.from([1, 0, 1])
  it('has at most 8192 bits', () => expectCode(() => decodeRsaKey(spki(1032, usual)), 'REJECTED_KEY_SIZE'))
  it('has an exponent of at most 64 bits', () =>
    expectCode(() => decodeRsaKey(spki(256, Buffer.alloc(9, 1))), 'REJECTED_KEY_EXPONENT'))
})

describe('signals', () => {
  const zero = keccak256(Buffer.alloc(1))
  it('a binding names its encoding in a text', () => {
    const range = { from: 0, count: 1, as: ['u8'] }
    return expectCode(() => decodeBinding({ inputs: range, outputs: range }), 'REJECTED_BINDING_SHAPE')
  })
  it.each<['u8' | 'i8', bigint]>([
    ['u8', 256n],
    ['i8', 256n],
  ])('that do not fit %s are not cut until they do', (as, signal) => {
    const range = { from: 0, count: 1, as }
    const claim = { inputHash: zero, outputHash: zero }
    return expectCode(
      () => assertBinding({ inputs: range, outputs: range }, [signal], bn128.r, claim),
      'REJECTED_PROOF_INPUT_BINDING',
    )
  })
  it('are texts or numbers, not lists of one', () =>
    expectCode(() => decodeSignals(file([['1']])), 'UNKNOWN_PROOF_FORM'))
  it('evaluations as well', () =>
    expectCode(() => assertEvaluation(['1'], 'a', bn128.r), 'UNKNOWN_PROOF_FORM'))
})

describe('points', () => {
  it.each<[string, Parameters<typeof decodeG1>[0]]>([
    ['a text', '121'],
    ['four coordinates', ['1', '2', '1', '9']],
    ['coordinates that are nothing', [null, '2', '1']],
  ])('of G1 are no %s', (_name, json) => expectCode(() => decodeG1(json, 'a', bn128), 'REJECTED_PROOF_SHAPE'))
  it('of G1 are not read from coordinates in lists', () =>
    expectCode(() => decodeG1([['1'], ['2'], '1'], 'a', bn128), 'UNKNOWN_PROOF_FORM'))

  it.each<[string, Parameters<typeof decodeG2>[0]]>([
    ['an object with a length', { length: 3, 0: ['1', '0'], 1: ['1', '0'], 2: ['1', '0'] }],
    ['a pair in a text', ['12', ['1', '0'], ['1', '0']]],
    [
      'three in a pair',
      [
        ['1', '0', '0'],
        ['1', '0'],
        ['1', '0'],
      ],
    ],
  ])('of G2 are no %s', (_name, json) => expectCode(() => decodeG2(json, 'b', bn128), 'REJECTED_PROOF_SHAPE'))

  it.each(['bn128', 'bls12381'] as const)('of %s’s G2 fulfil both halves of its equation', async (name) => {
    for (const half of Object.values(pointsHalfOnG2(name)))
      await expectCode(() => decodeG2(half, 'b', getCurve(name)), 'REJECTED_PROOF_NOT_ON_CURVE')
  })

  const judge = async (change: (fixture: SnarkFixture) => void) => {
    const fixture = readSnark('bls12381', 'groth16')
    change(fixture)
    const key = await decodeGroth16Key(file(fixture.key), null)
    return { key, signals: fixture.signals.map(BigInt), proof: file(fixture.proof) }
  }
  it.each<[string, unknown]>([
    ['pi_a', OUTSIDE_G1],
    ['pi_b', pointOutsideG2('bls12381')],
    ['pi_c', OUTSIDE_G1],
  ])('%s lies in its subgroup, alone and among many', async (name, point) => {
    const { key, signals, proof } = await judge((f) => Object.assign(f.proof, { [name]: point }))
    await expectCode(() => verifyGroth16(key, signals, proof), 'REJECTED_PROOF_SUBGROUP')
    const [refusal] = await judgeGroth16(await prepareKey(key), [{ signals, file: proof }])
    expect(refusal?.code).toBe('REJECTED_PROOF_SUBGROUP')
  })
})

describe('verification keys', () => {
  const change = (
    protocol: 'groth16' | 'plonk' | 'fflonk',
    changes: object,
    curve: 'bn128' | 'bls12381' = 'bn128',
  ) => file(Object.assign(readSnark(curve, protocol).key, changes))
  const { IC } = readSnark('bls12381', 'groth16').key as { IC: string[][] }
  /** A key of FFLONK on the other curve: snarkjs makes none, a stranger may. */
  const fflonkOnBls = (changes: object) =>
    change('fflonk', {
      curve: 'bls12381',
      C0: readSnark('bls12381', 'groth16').key.vk_alpha_1,
      X_2: readSnark('bls12381', 'groth16').key.vk_beta_2,
      ...changes,
    })
  it('of FFLONK on bls12381 decodes', async () =>
    expect((await decodeFflonkKey(fflonkOnBls({}), null)).curve.name).toBe('bls12381'))
  it.each<[string, () => unknown]>([
    [
      'groth16: points in an object',
      () => decodeGroth16Key(change('groth16', { IC: { length: IC.length } }, 'bls12381'), null),
    ],
    [
      'groth16: IC outside',
      () => decodeGroth16Key(change('groth16', { IC: [OUTSIDE_G1, ...IC.slice(1)] }, 'bls12381'), null),
    ],
    ['plonk: a point outside', () => decodePlonkKey(change('plonk', { Qm: OUTSIDE_G1 }, 'bls12381'), null)],
    ['plonk: half a signal', () => decodePlonkKey(change('plonk', { nPublic: 1.5 }), null)],
    ['plonk: half a power', () => decodePlonkKey(change('plonk', { power: 3.5 }), null)],
    ['fflonk: C0 outside', () => decodeFflonkKey(fflonkOnBls({ C0: OUTSIDE_G1 }), null)],
    ['fflonk: X_2 outside', () => decodeFflonkKey(fflonkOnBls({ X_2: pointOutsideG2('bls12381') }), null)],
    [
      'fflonk: X_2 at infinity',
      () =>
        decodeFflonkKey(
          change('fflonk', {
            X_2: [
              ['0', '0'],
              ['1', '0'],
              ['0', '0'],
            ],
          }),
          null,
        ),
    ],
  ])('%s', (_name, decode) => expectCode(decode, 'REJECTED_PROOF_KEY_SHAPE'))

  it('a fault of ours is not the key’s', () => {
    const ours = () => {
      throw new RangeError('ours')
    }
    expect(() => asKeyPart(ours)).toThrow(RangeError)
  })

  it('an FFLONK proof with a polynomial that nobody reads is not judged', async () => {
    const { key, proof, signals } = readSnark('bn128', 'fflonk')
    Object.assign(proof.polynomials as object, { C3: ['1', '2', '1'] })
    const decoded = await decodeFflonkKey(file(key), null)
    await expectCode(() => verifyFflonk(decoded, signals.map(BigInt), file(proof)), 'UNKNOWN_PROOF_MEMBER')
  })
})

describe('tensors and models', () => {
  const floats = (...values: number[]) => ({
    type: 'float32',
    dims: [values.length],
    data: Buffer.from(Float32Array.from(values).buffer),
  })
  it('bytes that are not there do not equal', () =>
    expectCode(
      () =>
        compareTensors(
          { type: 'uint8', dims: [2], data: Buffer.from([1]) },
          { type: 'uint8', dims: [2], data: Buffer.from([1, 2]) },
          DEFAULT_TOLERANCE,
          'y',
        ),
      'REJECTED_REPLAY_VALUE',
    ))
  it('the greatest number stands for infinity, not for five', () =>
    expectCode(
      () => compareTensors(floats((2 - 2 ** -23) * 2 ** 127), floats(5), DEFAULT_TOLERANCE, 'y'),
      'REJECTED_REPLAY_TOLERANCE',
    ))
  it('there is no data type of that name', () => expect(() => getDataType('float31')).toThrow(RangeError))

  const plain = tensor('t', 'int32', [1], Buffer.alloc(4))
  it.each<[string, Buffer, string]>([
    ['said to lie elsewhere', Buffer.concat([plain, int(14, 1)]), 'UNSUPPORTED_EXTERNAL_DATA'],
    [
      'with a place elsewhere',
      Buffer.concat([plain, bytes(13, bytes(1, 'location'))]),
      'UNSUPPORTED_EXTERNAL_DATA',
    ],
    [
      'of 65 dimensions',
      tensor(
        't',
        'int32',
        Array.from({ length: 65 }, () => 1),
        Buffer.alloc(4),
      ),
      'UNSUPPORTED_TENSOR_SIZE',
    ],
  ])('a tensor %s', (_name, message, code) => expectCode(() => decodeTensor(message), code))

  it('a dimension of −1 is an open one', () => {
    const parts = {
      nodes: [node('Identity', ['x'], ['y'])],
      inputs: [value('x', 'int32', [-1])],
      outputs: [value('y', 'int32', [1])],
    }
    expect(decodeModel(model(parts)).inputs[0]?.dims).toEqual([null])
  })
})
