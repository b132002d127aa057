import { describe, expect, it } from 'vitest'
import {
  assertBinding,
  decodeBinding,
  type SignalEncoding,
} from '../../../reference-node/checks/snark/binding.ts'
import { getCurve } from '../../../reference-node/checks/snark/curve.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { codeOf, expectCode } from '../../support/codes.ts'

const { r } = getCurve('bn128')
const range = (as: string, from = 0, count = 1) => ({ from, count, as })

describe('decodeBinding', () => {
  it('reads a description and nothing else', () => {
    const binding = { inputs: range('u8', 5, 16), outputs: range('i32le', 0, 4) }
    expect(decodeBinding(binding)).toEqual(binding)
  })
  const cases: [string, unknown][] = [
    ['nothing', undefined],
    ['a list', []],
    ['no outputs', { inputs: range('u8') }],
    ['an unknown encoding', { inputs: range('u8'), outputs: range('toString') }],
    ['a negative place', { inputs: range('u8', -1), outputs: range('u8') }],
    ['half a signal', { inputs: range('u8', 0, 0.5), outputs: range('u8') }],
  ]
  it.each(cases)('refuses %s', (_name, json) =>
    expectCode(() => decodeBinding(json as Parameters<typeof decodeBinding>[0]), 'REJECTED_BINDING_SHAPE'),
  )
})

describe('assertBinding', () => {
  const pack: [SignalEncoding, bigint, string | null][] = [
    ['u8', 255n, 'ff'],
    ['u8', 256n, null],
    ['i8', r - 1n, 'ff'],
    ['i8', 127n, '7f'],
    ['i8', 128n, null],
    ['i8', r - 129n, null],
    ['u16le', 258n, '0201'],
    ['i16le', r - 2n, 'feff'],
    ['u32le', 1n, '01000000'],
    ['i32le', r - 5n, 'fbffffff'],
    ['i32le', 2n ** 31n, null],
    ['u64le', 2n ** 63n, '0000000000000080'],
    ['i64le', r - 1n, 'ff'.repeat(8)],
    ['u256be', 7n, `${'00'.repeat(31)}07`],
  ]
  it.each(pack)('packs %s of %s as %s', async (as, signal, hex) => {
    const bytes = Buffer.from(hex ?? '', 'hex')
    const claim = { inputHash: keccak256(bytes), outputHash: keccak256(bytes) }
    const binding = { inputs: { from: 0, count: 1, as }, outputs: { from: 0, count: 1, as } }
    const code = await codeOf(() => assertBinding(binding, [signal], r, claim))
    expect(code).toBe(hex === null ? 'REJECTED_PROOF_INPUT_BINDING' : 'NOTHING_THROWN')
  })
})
