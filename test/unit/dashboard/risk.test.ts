import { describe, expect, test } from 'vitest'
import { backedBadge, badgeOf } from '../../../dashboard/pages/risk/badge.ts'
import { chosenOf, multipleAt, SLIDERS } from '../../../dashboard/pages/risk/sliders.ts'

describe('a verdict on what a network leans on', () => {
  const of = (part: Partial<Parameters<typeof badgeOf>[0]>) =>
    badgeOf({ total: '10', unknown: '0', free: '0', half: '1', ...part }).word
  test.each([
    [{}, 'one hand'],
    [{ half: '3' }, 'few hands'],
    [{ half: '4' }, 'many hands'],
    [{ half: null, unknown: '0.6' }, 'not known'],
    [{ half: null, free: '0.5' }, 'leans on it in part'],
    [{ half: null, free: '0.6', unknown: '0.4' }, 'does not lean on it'],
    [{ total: '0' }, 'nothing to say'],
    [{ total: null }, 'nothing to say'],
  ])('%j reads: %s', (part, word) => expect(of(part)).toBe(word))
})

test.each([
  ['0', 0, 0, 'nothing to say'],
  ['10', 0.5, 0.5, 'most were found good'],
  ['10', 0.4, 0.5, 'most were not checked'],
  ['10', 0.2, 0.3, 'few were found good'],
])('of %s claims, %d found good and %d not decided: %s', (total, good, unknown, word) =>
  expect(backedBadge(total, good, unknown).word).toBe(word),
)

describe('sliders', () => {
  test('ten steps make a power of ten, and no step is no number', () =>
    expect(['0', '10', '30', '60', '', '61', '1.5', 'x'].map(multipleAt)).toEqual([
      '1',
      '10',
      '1000',
      '1000000',
      null,
      null,
      null,
      null,
    ]))
  test('an address out of range counts as not said', () => {
    const [moved, provable] = SLIDERS
    if (!moved || !provable) throw new Error('there are sliders')
    expect([chosenOf(moved, {}), chosenOf(provable, {})]).toEqual(['1', ''])
    expect(
      ['0.5', '1', '1.1', '-1', 'all', '0.12345'].map((said) => chosenOf(provable, { provable: said })),
    ).toEqual(['0.5', '1', '', '', '', ''])
  })
  test('what is not said says so in words', () =>
    expect(SLIDERS.map((each) => each.say(each.preset))).toEqual([
      '100 %',
      expect.stringContaining('not known'),
      'as the catalogue says',
      expect.stringContaining('not known'),
      '20 usual services',
    ]))
})
