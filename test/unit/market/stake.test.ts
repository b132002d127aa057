import { expect, test } from 'vitest'
import { powersOf, type StakeEvent } from '../../../src/market/stake.ts'

const staked = (account: string, total: bigint): StakeEvent => ({ what: 'staked', account, total })

test('power is own stake and what others gave, whatever the order', () => {
  const given: StakeEvent = { what: 'delegated', account: 'b', to: 'a' }
  for (const events of [
    [staked('a', 5n), staked('b', 3n), given],
    [given, staked('b', 3n), staked('a', 5n)],
  ])
    expect([...powersOf(events)]).toEqual([['a', 8n]])
})

test('an added stake replaces the total, and given power can be taken back', () => {
  const events: StakeEvent[] = [
    staked('a', 5n),
    { what: 'delegated', account: 'a', to: 'b' },
    staked('a', 9n),
    { what: 'delegated', account: 'a', to: 'a' },
  ]
  expect(powersOf(events.slice(0, 3)).get('b')).toBe(9n)
  expect([...powersOf(events)]).toEqual([['a', 9n]])
})

test('stake that waits to be taken out has no power, and a new position has', () => {
  const events: StakeEvent[] = [staked('a', 5n), { what: 'withdrawing', account: 'a' }]
  expect([...powersOf(events)]).toEqual([])
  expect([...powersOf([...events, staked('a', 0n)])]).toEqual([])
  expect([...powersOf([...events, staked('a', 0n), staked('a', 2n)])]).toEqual([['a', 2n]])
})
