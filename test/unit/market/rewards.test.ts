import { describe, expect, test } from 'vitest'
import { emissionOf, epochEndOf, supplyAt } from '../../../src/market/emission.ts'
import { capOf, powerFor, stakingReward, workRewards } from '../../../src/market/rewards.ts'

// Source: facts of the network, 3.1, where the contracts' own library was run.
test.each([
  [0n, 1000000000000000000000000000n, 278864942766063750000000n, 92954980922021250000000n],
  [1n, 1000371819923688085000000000n, 278968630307788500000000n, 92989543435929500000000n],
  [100n, 1037874717676202091000000000n, 289426873743111000000000n, 96475624581037000000000n],
  [181n, 1069602300554229519000000000n, 298274584326498750000000n, 99424861442166250000000n],
  [182n, 1069999999999998184000000000n, 277725388313080651145509n, 92575129437693550381836n],
  [217n, 1083037059545972083833551275n, 281109241046592505402447n, 93703080348864168467482n],
  [1638n, 1550273108412208360804045020n, 188851391257515564955606n, 62950463752505188318535n],
])('epoch %i mints what the contract says, to the last unit', (epoch, supply, povw, staking) => {
  expect(supplyAt(epoch)).toBe(supply)
  expect(emissionOf(epoch)).toMatchObject({ povw, staking })
})

test('no supply is made up beyond the years that are known', () => {
  expect(() => emissionOf(1820n)).toThrow(RangeError)
  expect(() => supplyAt(-1n)).toThrow(RangeError)
})

test('stake counts at the last second of an epoch', () => {
  expect(epochEndOf(0n, 1_757_536_895n)).toBe(1_757_536_895n + 172_799n)
})

describe('rewards of work', () => {
  const emission = emissionOf(100n).povw
  const reward = (amounts: readonly bigint[], total: bigint, power = 10n ** 30n) =>
    workRewards(
      amounts.map((amount) => ({ log: '0xa', recipient: '0xb', amount })),
      { total, emission, powerOf: () => power },
    )[0]

  // Source: facts of the network, 3.3.
  test('are fractions of 128 bits', () => {
    expect(reward([3n], 4n)?.reward).toBe(217070155307333250000000n)
    expect(reward([1n], 3n)?.reward).toBe(96475624581036999999999n)
    expect(reward([1n, 1n], 3n)?.reward).toBe(192951249162073999999999n)
  })

  test('are cut off at a fifteenth of the stake’s power', () => {
    const power = 1_500_000n * 10n ** 18n
    expect(reward([3n], 4n, power)).toMatchObject({
      uncapped: 217070155307333250000000n,
      reward: 100_000n * 10n ** 18n,
    })
    expect(powerFor(capOf(power))).toBe(power)
    expect(reward([3n], 4n, 0n)?.reward).toBe(0n)
  })

  test('share a log’s cap in the order of the recipients', () => {
    const works = ['0x2', '0x1', '0x3'].map((recipient) => ({ log: '0xa', recipient, amount: 1n }))
    const rewards = workRewards(works, { total: 3n, emission: 300n, powerOf: () => 15n * 150n })
    expect(rewards.map(({ recipient, reward }) => `${recipient} ${reward}`)).toEqual([
      '0x1 99',
      '0x2 51',
      '0x3 0',
    ])
  })

  test('of stake are its share, rounded down', () => {
    expect(stakingReward(100n, 1n, 3n)).toBe(33n)
    expect(stakingReward(100n, 0n, 0n)).toBe(0n)
  })
})
