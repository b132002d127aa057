import { describe, expect, it } from 'vitest'
import { decodeFflonkKey, verifyFflonk } from '../../../reference-node/checks/fflonk/verify.ts'
import { decodeGroth16Key } from '../../../reference-node/checks/groth16/key.ts'
import { verifyGroth16 } from '../../../reference-node/checks/groth16/verify.ts'
import { decodePlonkKey, verifyPlonk } from '../../../reference-node/checks/plonk.ts'
import { getCurve } from '../../../reference-node/checks/snark/curve.ts'
import { decodeSignals, decodeSignalWords } from '../../../reference-node/checks/snark/signals.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { Hash32 } from '../../../src/claim/hex.ts'
import { expectCode } from '../../support/codes.ts'
import { file, readSnark, type SnarkFixture } from '../../support/snark-fixtures.ts'

type Curve = 'bn128' | 'bls12381'
const verifiers = {
  groth16: async (f: SnarkFixture, pinned: Hash32 | null) =>
    verifyGroth16(await decodeGroth16Key(file(f.key), pinned), decodeSignals(file(f.signals)), file(f.proof)),
  plonk: async (f: SnarkFixture, pinned: Hash32 | null) =>
    verifyPlonk(await decodePlonkKey(file(f.key), pinned), decodeSignals(file(f.signals)), file(f.proof)),
  fflonk: async (f: SnarkFixture, pinned: Hash32 | null) =>
    verifyFflonk(await decodeFflonkKey(file(f.key), pinned), decodeSignals(file(f.signals)), file(f.proof)),
}
type Protocol = keyof typeof verifiers

const judge =
  (
    protocol: Protocol,
    change: (f: SnarkFixture) => void,
    curve: Curve = 'bn128',
    pinned: Hash32 | null = null,
  ) =>
  () => {
    const fixture = readSnark(curve, protocol)
    change(fixture)
    return verifiers[protocol](fixture, pinned)
  }
const all: Protocol[] = ['groth16', 'plonk', 'fflonk']
const pairs: [Protocol, Curve][] = [
  ['groth16', 'bn128'],
  ['plonk', 'bn128'],
  ['fflonk', 'bn128'],
  ['groth16', 'bls12381'],
  ['plonk', 'bls12381'],
]
/** A commitment of each protocol's proof, as a list of coordinates to alter. */
const points = (f: SnarkFixture) =>
  (f.proof.pi_a ?? f.proof.Wxi ?? (f.proof.polynomials as Record<string, string[]>).W1) as string[]
const q = { bn128: getCurve('bn128').q, bls12381: getCurve('bls12381').q }
const r = { bn128: getCurve('bn128').r, bls12381: getCurve('bls12381').r }
const put = (list: unknown, index: PropertyKey, value: unknown) => {
  Object.assign(list as object, { [index]: value })
}

describe.each(pairs)('%s on %s', (protocol, curve) => {
  it('verifies a good proof under its pinned key', async () => {
    const pinned = keccak256(file(readSnark(curve, protocol).key))
    await judge(protocol, () => undefined, curve, pinned)()
  })

  const cases: [string, string, (f: SnarkFixture) => void][] = [
    ['a signal too few', 'REJECTED_PROOF_SIGNAL_COUNT', (f) => f.signals.pop()],
    ['a signal too many', 'REJECTED_PROOF_SIGNAL_COUNT', (f) => f.signals.push('0')],
    ['another signal', 'REJECTED_PROOF_INVALID', (f) => put(f.signals, 0, '9')],
    ['signals in another order', 'REJECTED_PROOF_INVALID', (f) => f.signals.reverse()],
    [
      'a signal under its second name',
      'REJECTED_PROOF_SIGNAL_RANGE',
      (f) => put(f.signals, 0, (BigInt(f.signals[0] as string) + r[curve]).toString()),
    ],
    ['a negative signal', 'REJECTED_PROOF_SIGNAL_FORMAT', (f) => put(f.signals, 0, '-1')],
    ['a signal in hex', 'UNKNOWN_PROOF_FORM', (f) => put(f.signals, 0, '0x9')],
    ['a signal with a leading zero', 'UNKNOWN_PROOF_FORM', (f) => put(f.signals, 0, `0${f.signals[0]}`)],
    ['a broken number', 'REJECTED_PROOF_SIGNAL_FORMAT', (f) => put(f.signals, 0, 0.5)],
    ['signals in an object', 'UNKNOWN_PROOF_FORM', (f) => Object.assign(f, { signals: {} })],
    [
      'a coordinate under its second name',
      'REJECTED_PROOF_COORDINATE',
      (f) => put(points(f), 0, (BigInt(points(f)[0] as string) + q[curve]).toString()),
    ],
    ['a point off the curve', 'REJECTED_PROOF_NOT_ON_CURVE', (f) => put(points(f), 0, '7')],
    [
      'the negative of a point',
      'REJECTED_PROOF_INVALID',
      (f) => put(points(f), 1, (q[curve] - BigInt(points(f)[1] as string)).toString()),
    ],
    ['the point at infinity', 'REJECTED_PROOF_INFINITY', (f) => points(f).splice(0, 3, '0', '1', '0')],
    ['a point in other coordinates', 'UNKNOWN_PROOF_FORM', (f) => put(points(f), 2, '2')],
    ['two coordinates', 'UNKNOWN_PROOF_FORM', (f) => points(f).pop()],
    ['a coordinate that is no number', 'UNKNOWN_PROOF_FORM', (f) => put(points(f), 0, 'x')],
    ['a negative coordinate', 'REJECTED_PROOF_SHAPE', (f) => put(points(f), 0, '-5')],
    ['a member that nobody reads', 'UNKNOWN_PROOF_MEMBER', (f) => Object.assign(f.proof, { note: '1' })],
    [
      'a member missing',
      'REJECTED_PROOF_SHAPE',
      (f) => void delete f.proof[Object.keys(f.proof)[0] as string],
    ],
    [
      'a proof of an unknown protocol',
      'UNKNOWN_PROOF_PROTOCOL',
      (f) => Object.assign(f.proof, { protocol: 'stark' }),
    ],
    [
      'a proof of another protocol',
      'REJECTED_PROOF_PROTOCOL',
      (f) => Object.assign(f.proof, { protocol: protocol === 'plonk' ? 'fflonk' : 'plonk' }),
    ],
    [
      'a key of another protocol',
      'REJECTED_PROOF_PROTOCOL',
      (f) => Object.assign(f.key, { protocol: protocol === 'plonk' ? 'fflonk' : 'plonk' }),
    ],
    ['a key without a protocol', 'UNKNOWN_PROOF_PROTOCOL', (f) => void delete f.key.protocol],
    [
      'a key of an unknown protocol',
      'UNKNOWN_PROOF_PROTOCOL',
      (f) => Object.assign(f.key, { protocol: 'stark' }),
    ],
    [
      'a proof for another curve',
      'REJECTED_PROOF_CURVE',
      (f) => Object.assign(f.proof, { curve: curve === 'bn128' ? 'bls12381' : 'bn128' }),
    ],
    ['a key on an unknown curve', 'UNKNOWN_PROOF_CURVE', (f) => Object.assign(f.key, { curve: 'bls12377' })],
    ['a key without a curve', 'UNKNOWN_PROOF_CURVE', (f) => void delete f.key.curve],
    ['a key with a count of −1', 'REJECTED_PROOF_KEY_SHAPE', (f) => Object.assign(f.key, { nPublic: -1 })],
    [
      'a key with a million signals',
      'UNSUPPORTED_PROOF_SIGNALS',
      (f) => Object.assign(f.key, { nPublic: 1e6 }),
    ],
    ['a proof that is a list', 'UNKNOWN_PROOF_FORM', (f) => Object.assign(f, { proof: [] })],
    ['a key that is a list', 'UNKNOWN_PROOF_FORM', (f) => Object.assign(f, { key: [] })],
  ]
  it.each(cases)('refuses %s', (_name, code, change) => expectCode(judge(protocol, change, curve), code))

  it('refuses a key that is not the pinned one', () =>
    expectCode(
      judge(protocol, () => undefined, curve, Hash32(`0x${'00'.repeat(32)}`)),
      'REJECTED_PROOF_KEY_HASH',
    ))
})

describe('keys', () => {
  const cases: [Protocol, string, (f: SnarkFixture) => void][] = [
    ['groth16', 'a list of points too short', (f) => (f.key.IC as unknown[]).pop()],
    ['groth16', 'a point off the curve', (f) => put((f.key.IC as string[][])[0], 0, '1')],
    ['groth16', 'alpha at infinity', (f) => Object.assign(f.key, { vk_alpha_1: ['0', '1', '0'] })],
    [
      'groth16',
      'delta at infinity',
      (f) =>
        Object.assign(f.key, {
          vk_delta_2: [
            ['0', '0'],
            ['1', '0'],
            ['0', '0'],
          ],
        }),
    ],
    ['groth16', 'beta off the curve', (f) => put((f.key.vk_beta_2 as string[][])[0], 0, '1')],
    ['groth16', 'gamma outside the subgroup', (f) => Object.assign(f.key, { vk_gamma_2: OUTSIDE })],
    ['plonk', 'a power of 29', (f) => Object.assign(f.key, { power: 29 })],
    ['plonk', 'a selector off the curve', (f) => put(f.key.Ql, 0, '1')],
    ['plonk', 'a number too large', (f) => Object.assign(f.key, { k1: r.bn128.toString() })],
    ['plonk', 'X₂ outside the subgroup', (f) => Object.assign(f.key, { X_2: OUTSIDE })],
    [
      'plonk',
      'X₂ at infinity',
      (f) =>
        Object.assign(f.key, {
          X_2: [
            ['0', '0'],
            ['1', '0'],
            ['0', '0'],
          ],
        }),
    ],
    ['fflonk', 'a power of 0', (f) => Object.assign(f.key, { power: 0 })],
    ['fflonk', 'no root of unity', (f) => void delete f.key.w8],
    ['fflonk', 'C₀ at infinity', (f) => Object.assign(f.key, { C0: ['0', '1', '0'] })],
    ['fflonk', 'X₂ outside the subgroup', (f) => Object.assign(f.key, { X_2: OUTSIDE })],
  ]
  it.each(cases)('%s: refuses %s', (protocol, _name, change) =>
    expectCode(judge(protocol, change), 'REJECTED_PROOF_KEY_SHAPE'),
  )

  it('refuses a key that was never contributed to, under which the proof "verifies"', async () => {
    const forgeable = readSnark('bn128', 'groth16.forgeable' as Protocol)
    const signals = readSnark('bn128', 'groth16').signals
    await expectCode(() => verifiers.groth16({ ...forgeable, signals }, null), 'REJECTED_PROOF_KEY_UNSOUND')
  })

  it('reads a signal that no constraint uses as the point at infinity', async () => {
    const { key } = readSnark('bn128', 'groth16')
    put(key.IC, 1, ['0', '1', '0'])
    expect((await decodeGroth16Key(file(key), null)).ic[1]).toBeUndefined()
  })
})

// On the curve of G2 and outside the subgroup of order r: x = 2 + i.
const OUTSIDE = [
  ['2', '1'],
  [
    '7292567877523311580221095596750716176434782432868683424513645834767876293070',
    '19659275751359636165940301690575149581329631496732780143538578556285923319774',
  ],
  ['1', '0'],
]

describe('a point of G2', () => {
  const b = (f: SnarkFixture) => f.proof.pi_b as string[][]
  const alias = (f: SnarkFixture) => (BigInt(b(f)[0]?.[1] as string) + q.bn128).toString()
  const infinity = [
    ['0', '0'],
    ['1', '0'],
    ['0', '0'],
  ]
  const cases: [string, string, (f: SnarkFixture) => void][] = [
    ['with two coordinates', 'UNKNOWN_PROOF_FORM', (f) => b(f).pop()],
    ['with four coordinates', 'REJECTED_PROOF_SHAPE', (f) => b(f).push(['1', '0'])],
    ['that is no list', 'REJECTED_PROOF_SHAPE', (f) => put(f.proof, 'pi_b', 'x')],
    ['in other coordinates', 'UNKNOWN_PROOF_FORM', (f) => put(b(f), 2, ['2', '0'])],
    ['with half a coordinate', 'REJECTED_PROOF_SHAPE', (f) => b(f)[0]?.pop()],
    ['with a coordinate and a half', 'REJECTED_PROOF_SHAPE', (f) => b(f)[1]?.push('0')],
    ['under its second name', 'REJECTED_PROOF_COORDINATE', (f) => put(b(f)[0], 1, alias(f))],
    ['off the curve', 'REJECTED_PROOF_NOT_ON_CURVE', (f) => put(b(f)[0], 0, '1')],
    ['at infinity', 'REJECTED_PROOF_INFINITY', (f) => put(f.proof, 'pi_b', infinity)],
    ['that is another', 'REJECTED_PROOF_INVALID', (f) => put(f.proof, 'pi_b', f.key.vk_gamma_2)],
  ]
  it.each(cases)('%s: %s', (_name, code, change) => expectCode(judge('groth16', change), code))
})

describe('what snarkjs leaves to us', () => {
  it('refuses a B outside the subgroup', () =>
    expectCode(
      judge('groth16', (f) => Object.assign(f.proof, { pi_b: OUTSIDE })),
      'REJECTED_PROOF_SUBGROUP',
    ))

  it('refuses a point of G1 outside the subgroup, which bls12381 has', () => {
    // (0, 2) is on y² = x³ + 4 and has order 3.
    const change = (f: SnarkFixture) => void points(f).splice(0, 2, '0', '2')
    return Promise.all([
      expectCode(judge('groth16', change, 'bls12381'), 'REJECTED_PROOF_SUBGROUP'),
      expectCode(judge('plonk', change, 'bls12381'), 'REJECTED_PROOF_SUBGROUP'),
    ])
  })

  it.each(['plonk', 'fflonk'] as const)(
    '%s: refuses an evaluation that is no field element',
    async (protocol) => {
      const evaluations = (f: SnarkFixture) =>
        (protocol === 'plonk' ? f.proof : f.proof.evaluations) as Record<string, string>
      const name = protocol === 'plonk' ? 'eval_a' : 'ql'
      const alias = (f: SnarkFixture) => {
        evaluations(f)[name] = (BigInt(evaluations(f)[name] as string) + r.bn128).toString()
      }
      await expectCode(judge(protocol, alias), 'REJECTED_PROOF_EVALUATION')
      await expectCode(
        judge(protocol, (f) => put(evaluations(f), name, '5')),
        'REJECTED_PROOF_INVALID',
      )
      await expectCode(
        judge(protocol, (f) => void delete evaluations(f)[name]),
        'REJECTED_PROOF_EVALUATION',
      )
    },
  )

  it('refuses an altered inverse, which snarkjs does not read, and accepts that old provers left it out', async () => {
    const evaluations = (f: SnarkFixture) => f.proof.evaluations as Record<string, string>
    await expectCode(
      judge('fflonk', (f) => put(evaluations(f), 'inv', '5')),
      'REJECTED_PROOF_INVERSE',
    )
    await expectCode(
      judge('fflonk', (f) => put(evaluations(f), 'inv', '-5')),
      'REJECTED_PROOF_EVALUATION',
    )
    await expectCode(
      judge('fflonk', (f) => put(evaluations(f), 'inv', 'x')),
      'UNKNOWN_PROOF_FORM',
    )
    await judge('fflonk', (f) => void delete evaluations(f).inv)()
  })

  it('takes the evaluations of one proof with the commitments of no other', () =>
    Promise.all(
      all.map((protocol) =>
        expectCode(
          judge(protocol, (f) => put(f.signals, 3, '0')),
          'REJECTED_PROOF_INVALID',
        ),
      ),
    ))
})

describe('decodeSignalWords', () => {
  it('reads 32-byte words', async () => {
    expect(decodeSignalWords(Buffer.from(`${'00'.repeat(31)}05`, 'hex'))).toEqual([5n])
    await expectCode(() => decodeSignalWords(Buffer.alloc(33)), 'REJECTED_PROOF_SIGNAL_FORMAT')
  })
  it('accepts small numbers as numbers', () => {
    expect(decodeSignals(Buffer.from('[33, "7"]'))).toEqual([33n, 7n])
    expect(decodeSignals(Buffer.from('[0, 1]'))).toEqual([0n, 1n])
  })
})

it('a signal may be a JSON number, 0 among them, and nothing that a number cannot say exactly', () => {
  expect(decodeSignals(Buffer.from('[0, 1, "0", 9007199254740991]'))).toEqual([0n, 1n, 0n, 9007199254740991n])
  for (const text of ['[-0]', '[-1]', '[0.5]', '["-1"]', '[null]', `["${'9'.repeat(121)}"]`])
    expect(() => decodeSignals(Buffer.from(text)), text).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^REJECTED_(PROOF_SIGNAL_FORMAT|JSON_)/) }),
    )
})

it('a wrapper without signals has none', () =>
  expectCode(() => decodeSignals(file({ proof: {}, publicSignals: null })), 'REJECTED_PROOF_SIGNAL_FORMAT'))

it('a signal that another program spelled in its way accuses nobody, and is not guessed at', () => {
  const word = `${'0'.repeat(62)}2a`
  const texts = [
    '00',
    '042',
    '0x2a',
    '0X2A',
    `0x${word}`,
    word,
    '42n',
    ' 42',
    '+42',
    '4_2',
    '4.2e1',
    'Kg==',
    'x',
    '',
  ]
  for (const text of [
    ...texts.map((each) => JSON.stringify(each)),
    '9007199254740992',
    '["42"]',
    '{}',
    'true',
  ])
    expect(() => decodeSignals(Buffer.from(`["1",${text}]`)), text).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_PROOF_FORM', message: expect.stringContaining('signal 1') }),
    )
})
