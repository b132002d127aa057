import { expect, test } from 'vitest'
import { ANOTHERS, ownedOf, readItems, writeItems } from '../../../dashboard/pages/fleet/items.ts'
import { costOf } from '../../../dashboard/pages/run/own.ts'

const KEYS = ['0xa1', '0xa2', '0xa3']
const cost = (machine: string, count = 1) =>
  costOf(ownedOf({ key: '0xa1', machine, count }, { kwh: '0.1', gas: '2' }, new Set(['aws-m5.xlarge'])))

test('many addresses of one machine are one bill: its costs stand with one of them', () => {
  expect(cost('RTX_4090', 8)).toEqual({ hardware: 'RTX_4090', count: 8, usdPerKwh: '0.1', gasUsdPerDay: '2' })
  expect(cost(ANOTHERS)).toEqual({ instance: ANOTHERS, usdPerHour: '0', gasUsdPerDay: '2' })
  expect(cost('aws-m5.xlarge')).toEqual({ instance: 'aws-m5.xlarge', gasUsdPerDay: '2' })
})

test('a cost that nobody gives is left to the API, which says so: gas that receipts tell is taken from them', () => {
  expect(costOf(ownedOf({ key: '0xa1', machine: 'RTX_4090', count: 1 }, {}, new Set()))).toEqual({
    hardware: 'RTX_4090',
    count: 1,
  })
})

test('the address of the page says which nodes run on a machine of another', () => {
  const text = `${KEYS[0]}~RTX_4090~8,${KEYS[1]}~${ANOTHERS},${KEYS[2]}~${ANOTHERS}`
  const items = readItems(text)
  expect(items.map(({ machine, count }) => [machine, count])).toEqual([
    ['RTX_4090', 8],
    [ANOTHERS, 1],
    [ANOTHERS, 1],
  ])
  expect(writeItems(items)).toBe(text)
})
