import { describe, expect, it } from 'vitest'
import { decodeFflonkKey, verifyFflonk } from '../../../reference-node/checks/fflonk/verify.ts'
import { decodeGroth16Key } from '../../../reference-node/checks/groth16/key.ts'
import { verifyGroth16 } from '../../../reference-node/checks/groth16/verify.ts'
import { decodePlonkKey, verifyPlonk } from '../../../reference-node/checks/plonk.ts'
import { decodeSignals } from '../../../reference-node/checks/snark/signals.ts'
import { toVerdict } from '../../../src/claim/verdict.ts'
import { file, readSnark, type SnarkFixture } from '../../support/snark-fixtures.ts'

const verifiers = {
  groth16: async (key: Uint8Array, signals: bigint[], proof: Uint8Array) =>
    verifyGroth16(await decodeGroth16Key(key, null), signals, proof),
  plonk: async (key: Uint8Array, signals: bigint[], proof: Uint8Array) =>
    verifyPlonk(await decodePlonkKey(key, null), signals, proof),
  fflonk: async (key: Uint8Array, signals: bigint[], proof: Uint8Array) =>
    verifyFflonk(await decodeFflonkKey(key, null), signals, proof),
}
type Protocol = keyof typeof verifiers
const protocols = Object.keys(verifiers) as Protocol[]

const judge = (protocol: Protocol, f: SnarkFixture, proof: Uint8Array, key = file(f.key)) =>
  toVerdict(async () => {
    await verifiers[protocol](key, decodeSignals(file(f.signals)), proof)
    return ''
  })

/** Every number of a file in another spelling. */
const respell = (json: unknown, spell: (text: string) => string): unknown =>
  JSON.parse(JSON.stringify(json), (_key, value) =>
    typeof value === 'string' && /^\d+$/.test(value) ? spell(value) : value,
  )
const hex = (text: string) => BigInt(text).toString(16)
const BOM = '\uFEFF'

describe.each(protocols)('%s: a proof is read', (protocol) => {
  const f = readSnark('bn128', protocol)
  const bytes = file(f.proof)
  const { protocol: _protocol, curve: _curve, ...bare } = f.proof
  const spellings: [string, string | Uint8Array][] = [
    ['with a byte order mark', BOM + bytes],
    ['as hexadecimal', bytes.toString('hex')],
    ['as 0x-hexadecimal with a line end', `0x${bytes.toString('hex').toUpperCase()}\n`],
    ['as base64', bytes.toString('base64').replace(/.{76}/g, '$&\r\n')],
    ['as base64url', Buffer.from(`${bytes} `).toString('base64url')],
    ['inside a JSON text', JSON.stringify(bytes.toString())],
    ['inside a JSON text as hexadecimal', JSON.stringify(bytes.toString('hex'))],
    ['with its public signals', file({ proof: f.proof, publicSignals: f.signals })],
    ['with 0x-hexadecimal numbers', file(respell(f.proof, (text) => `0x${hex(text)}`))],
    ['with padded 0x-hexadecimal numbers', file(respell(f.proof, (t) => `0x${hex(t).padStart(64, '0')}`))],
    ['with hexadecimal numbers', file(respell(f.proof, (text) => hex(text).padStart(64, '0')))],
    ['without the names of its protocol and curve', file(bare)],
  ]
  it.each(spellings)('%s', async (_name, text) => {
    expect(await judge(protocol, f, Buffer.from(text))).toMatchObject({ outcome: 'verified' })
  })

  it.each(spellings.slice(1, 6))('and so is a key %s', async (_name) => {
    const key = file(f.key)
    const texts = [BOM + key, key.toString('hex'), key.toString('base64url'), JSON.stringify(key.toString())]
    for (const text of texts)
      expect(await judge(protocol, f, bytes, Buffer.from(text))).toMatchObject({ outcome: 'verified' })
  })

  it('and refused in every spelling when it does not hold', async () => {
    const wrong = { ...f, signals: ['9', ...f.signals.slice(1)] }
    const wrapped = file({ proof: f.proof, publicSignals: wrong.signals })
    for (const text of [...spellings.map(([, each]) => each), wrapped]) {
      const { outcome, code } = await judge(protocol, wrong, Buffer.from(text))
      // Of the wrapper with the true signals nothing is shown but that it is for others.
      expect([outcome, code]).toEqual(
        text === spellings[7]?.[1]
          ? ['undecided', 'UNKNOWN_PROOF_MEMBER']
          : ['rejected', 'REJECTED_PROOF_INVALID'],
      )
    }
  })
})

it.each<[string, (signals: string[]) => unknown]>([
  ['fewer', (signals) => signals.slice(1)],
  ['more', (signals) => [...signals, '0']],
  ['others', (signals) => signals.toReversed()],
  ['lists of them', (signals) => signals.map((each) => [each])],
  ['an object of them', (signals) => ({ ...signals })],
])('a wrapper with %s signals than those asked about is not read', async (_name, change) => {
  const f = readSnark('bn128', 'groth16')
  const wrapped = file({ proof: f.proof, publicSignals: change(f.signals) })
  expect(await judge('groth16', f, wrapped)).toMatchObject({
    outcome: 'undecided',
    code: 'UNKNOWN_PROOF_MEMBER',
  })
})

it('the signals of a wrapper are read from it', () => {
  const { proof, signals } = readSnark('bn128', 'groth16')
  expect(decodeSignals(file({ proof, publicSignals: signals }))).toEqual(signals.map(BigInt))
})

describe('a proof in a form that is not read is nobody’s fault, and says what was seen:', () => {
  const f = readSnark('bn128', 'groth16')
  const plonk = readSnark('bn128', 'plonk')
  const [x, y] = f.proof.pi_a as string[]
  const pair = (f.proof.pi_b as unknown as string[][]).slice(0, 2)
  const flat = { pi_a: [x, y], pi_b: pair, pi_c: (f.proof.pi_c as string[]).slice(0, 2) }
  const abc = { a: [`0x${hex(x as string)}`, `0x${hex(y as string)}`], b: pair, c: [x, y] }
  const point = { X: x, Y: y }
  const cases: [string, string, RegExp, unknown][] = [
    ['gnark', 'UNKNOWN_PROOF_FORM', /gnark/, { Ar: point, Krs: point, Bs: { X: { A0: x, A1: y }, Y: {} } }],
    ['ZoKrates', 'UNKNOWN_PROOF_FORM', /ZoKrates/, { scheme: 'g16', curve: 'bn128', proof: abc, inputs: [] }],
    ['older ZoKrates', 'UNKNOWN_PROOF_FORM', /ZoKrates/, { proof: abc, inputs: ['0x1'] }],
    ['a, b and c', 'UNKNOWN_PROOF_FORM', /arkworks/, abc],
    ['two coordinates', 'UNKNOWN_PROOF_FORM', /pi_a has two coordinates/, flat],
    ['numbers of JSON', 'UNKNOWN_PROOF_FORM', /JSON number/, { ...f.proof, pi_a: [1, 2, '1'] }],
    ['calldata', 'UNKNOWN_PROOF_FORM', /a list/, [x, y]],
    [
      'compressed points',
      'UNKNOWN_PROOF_FORM',
      /pi_a is one number/,
      { ...f.proof, pi_a: `0x${'ab'.repeat(32)}` },
    ],
    ['groth', 'UNKNOWN_PROOF_PROTOCOL', /"groth"; known here are groth16/, { ...f.proof, protocol: 'groth' }],
    ['kimleeoh', 'UNKNOWN_PROOF_PROTOCOL', /"kimleeoh"/, { ...f.proof, protocol: 'kimleeoh' }],
    ['original', 'UNKNOWN_PROOF_FORM', /PHGR13/, { ...f.proof, pi_ap: x, pi_bp: x, protocol: 'original' }],
    ['a protocol that is no text', 'UNKNOWN_PROOF_PROTOCOL', /null/, { ...f.proof, protocol: null }],
    ['a curve nobody knows', 'UNKNOWN_PROOF_CURVE', /"pallas"/, { ...f.proof, curve: 'pallas' }],
    ['a curve that is no text', 'UNKNOWN_PROOF_CURVE', /7/, { ...f.proof, curve: 7 }],
    ['a note', 'UNKNOWN_PROOF_MEMBER', /"note"/, { ...f.proof, note: 'made at night' }],
    ['a wrapper with more', 'UNKNOWN_PROOF_MEMBER', /"proof"/, { proof: f.proof, publicSignals: [], at: 1 }],
  ]
  it.each(cases)('%s', async (_name, code, said, proof) => {
    const verdict = await judge('groth16', f, file(proof))
    expect(verdict).toMatchObject({ outcome: 'undecided', code, fault: null, transient: false })
    expect(verdict.detail).toMatch(said)
  })

  it('PLONK of older snarkjs', async () => {
    const verdict = await judge('plonk', plonk, file({ ...plonk.proof, eval_r: '1' }))
    expect(verdict).toMatchObject({ outcome: 'undecided', code: 'UNKNOWN_PROOF_FORM' })
    expect(verdict.detail).toContain('snarkjs before 0.7')
  })

  it.each([
    ['compressed', 128, /128 bytes .* three compressed points of bn128/],
    ['plain', 256, /256 bytes .* three points of bn128/],
    ['of bls12381', 192, /192 bytes .* compressed points of bls12381/],
    ['of no known length', 77, /77 bytes that are no JSON$/],
  ])('binary, %s', async (_name, length, said) => {
    const bytes = Buffer.alloc(length, 0x9d)
    for (const form of [
      bytes,
      Buffer.from(bytes.toString('hex')),
      Buffer.from(`0x${bytes.toString('hex')}`),
    ]) {
      const verdict = await judge('groth16', f, form)
      expect(verdict).toMatchObject({ outcome: 'undecided', code: 'UNKNOWN_PROOF_FORM', fault: null })
      expect(verdict.detail).toMatch(said)
    }
  })
})

describe('a proof that is shown to be wrong stays rejected:', () => {
  const f = readSnark('bn128', 'groth16')
  const cases: [string, string, Uint8Array][] = [
    ['nothing', 'REJECTED_JSON_SYNTAX', Buffer.alloc(0)],
    ['half a file', 'REJECTED_JSON_SYNTAX', file(f.proof).subarray(0, 200)],
    [
      'half a file, in hexadecimal',
      'REJECTED_JSON_SYNTAX',
      Buffer.from(file(f.proof).subarray(0, 200).toString('hex')),
    ],
    ['a point missing', 'REJECTED_PROOF_SHAPE', file({ ...f.proof, pi_c: undefined })],
    ['a PLONK proof', 'REJECTED_PROOF_PROTOCOL', file(readSnark('bn128', 'plonk').proof)],
    ['another curve', 'REJECTED_PROOF_CURVE', file({ ...f.proof, curve: 'bls12381' })],
  ]
  it.each(cases)('%s', async (_name, code, proof) => {
    expect(await judge('groth16', f, proof)).toMatchObject({ outcome: 'rejected', code })
  })
})
