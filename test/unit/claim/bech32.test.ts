import { expect, test } from 'vitest'
import { decodeBech32, encodeBech32 } from '../../../src/claim/bech32.ts'
import { readVector } from '../../support/comet-vectors.ts'

interface Named {
  readonly addr: string
  readonly cons: string
  readonly op: string
  readonly acc: string
  readonly evm: string
}
const { validators, modules } = readVector('synthetic/identities') as unknown as {
  readonly validators: readonly Named[]
  readonly modules: Readonly<Record<string, { readonly og: string; readonly evm: string }>>
}

test.each(validators)('consensus, operator and account $acc', ({ addr, cons, op, acc, evm }) => {
  expect(decodeBech32('ogvalcons', cons)).toBe(`0x${addr.toLowerCase()}`)
  expect(decodeBech32('ogvaloper', op)).toBe(evm)
  expect(decodeBech32('og', acc)).toBe(evm)
  expect(encodeBech32('og', decodeBech32('og', acc))).toBe(acc)
  expect(encodeBech32('ogvalcons', decodeBech32('ogvalcons', cons))).toBe(cons)
})

test.each(Object.entries(modules))('module %s', (_name, { og, evm }) => {
  expect(decodeBech32('og', og)).toBe(evm)
})

test.each([
  ['another prefix', 'cosmos1n4rh34ng80up5x3usr7294tvquf2cvlxx8w3ut'],
  ['one letter changed', 'og1n4rh34ng80up5x3usr7294tvquf2cvlxx8w3uq'],
  ['a letter that is none of its alphabet', 'og1n4rh34ng80up5x3usr7294tvquf2cvlxx8w3ub'],
  ['cut off', 'og1n4rh34ng80up5x3usr7294tvquf2cvlxx8w3'],
  ['upper case, which the chain never writes', 'OG1N4RH34NG80UP5X3USR7294TVQUF2CVLXX8W3UT'],
])('refused: %s', (_name, text) => {
  expect(() => decodeBech32('og', text)).toThrow(expect.objectContaining({ code: 'MALFORMED_BECH32' }))
})

test('refused: a right checksum over more than 20 bytes, a test vector of BIP 173', () => {
  const long = 'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w'
  expect(() => decodeBech32('split', long)).toThrow(expect.objectContaining({ code: 'MALFORMED_BECH32' }))
})
