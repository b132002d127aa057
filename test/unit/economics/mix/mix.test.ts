import { describe, expect, test } from 'vitest'
import { PROOF_SYSTEMS } from '../../../../reference-node/checks/systems.ts'
import { exact, toDecimal } from '../../../../src/economics/exact.ts'
import {
  EVIDENCE_WORDS,
  kindsOf,
  mixOf,
  type SeenClaim,
  shareOf,
  stakeMix,
} from '../../../../src/economics/mix/mix.ts'

const seen = (change: Partial<SeenClaim>): SeenClaim => ({
  evidence: 'groth16',
  from: 'log',
  checked: undefined,
  outcome: null,
  ...change,
})
const said = (change: Partial<SeenClaim>) => Object.values(kindsOf(seen(change))).join(' ')

describe('the kind of a claim’s evidence, as claimed, on chain and rechecked', () => {
  test.each<[what: string, change: Partial<SeenClaim>, kinds: string]>([
    ['nobody says what the contract checks', {}, 'snark unknown unknown'],
    ['the contract checks it', { checked: ['groth16'] }, 'snark snark unknown'],
    ['the contract checks something else', { checked: ['plonk'] }, 'snark none unknown'],
    ['a watchdog found it good', { outcome: 'verified' }, 'snark unknown snark'],
    ['a watchdog rejected it', { outcome: 'rejected' }, 'snark unknown none'],
    ['two watchdogs differ', { outcome: 'split' }, 'snark unknown unknown'],
    ['a leaf of a batch', { evidence: 'tee_signature', from: 'leaf', outcome: 'verified' }, 'tee none tee'],
    [
      'a leaf whose contract checks single claims',
      { from: 'leaf', checked: ['groth16'] },
      'snark none unknown',
    ],
    ['a leaf that nobody saw', { evidence: null, from: 'leaf' }, 'unknown none unknown'],
    ['nothing is named', { evidence: 'vanilla', checked: ['groth16'] }, 'none none none'],
    [
      'a word that nobody knows',
      { evidence: 'mode-7', checked: ['mode-7'], outcome: null },
      'unknown unknown unknown',
    ],
    [
      'an input to run again',
      { evidence: 'onnx-replay', checked: [], outcome: 'verified' },
      'replay none replay',
    ],
  ])('%s', (_, change, kinds) => {
    expect(said(change)).toBe(kinds)
  })
  test('every proof system that the reference node checks has a kind', () => {
    const words = Object.values(EVIDENCE_WORDS).flat()
    expect(PROOF_SYSTEMS.filter((system) => !words.includes(system))).toEqual([])
  })
})

test('of nothing there are no shares', () =>
  expect(shareOf(mixOf([]), 'claimed', 'snark')).toMatchObject({ missing: [{ reason: 'NO_DENOMINATOR' }] }))

test('shares of more given back than paid are none', () => {
  const kinds = kindsOf(seen({}))
  const mix = mixOf([
    { ...kinds, amount: exact(5) },
    { ...kinds, amount: exact(-7) },
  ])
  expect(shareOf(mix, 'claimed', 'snark')).toMatchObject({
    known: false,
    missing: [{ reason: 'NO_DENOMINATOR' }],
  })
})

test('stake of a node with two kinds of claims is divided as they are', () => {
  const rows = [
    { ...kindsOf(seen({})), amount: exact(3) },
    { ...kindsOf(seen({ evidence: 'tee_signature' })), amount: exact(1) },
  ]
  const { mix, withoutClaims } = stakeMix(
    new Map([
      ['a', exact(100)],
      ['b', exact(7)],
    ]),
    new Map([['a', rows]]),
  )
  expect(
    [mix.total, mix.views.claimed.snark, mix.views.claimed.tee, withoutClaims].map((each) =>
      toDecimal(each, 0),
    ),
  ).toEqual(['100', '75', '25', '7'])
})
