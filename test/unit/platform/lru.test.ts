import { expect, test } from 'vitest'
import { Cache } from '../../../src/api/execute/cache.ts'
import { Lru } from '../../../src/platform/lru.ts'

test('an answer is made once for all who ask, and a failed one is made again', async () => {
  const lru = new Lru<string, number>(2)
  let made = 0
  const make = async () => ++made
  expect(await Promise.all([lru.get('a', make), lru.get('a', make)])).toEqual([1, 1])
  await expect(lru.get('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await lru.get('b', make)).toBe(2)
})

test('the answer that was asked for least lately gives way', async () => {
  const lru = new Lru<string, string>(2)
  for (const key of ['a', 'b', 'a', 'c']) await lru.get(key, async () => `first ${key}`)
  expect(await lru.get('a', async () => 'second')).toBe('first a')
  expect(await lru.get('b', async () => 'second')).toBe('second')
})

test('entries are kept by what they weigh together; what weighs more than all may is not kept', () => {
  const cache = new Cache<string, { size: number }>(10, ({ size }) => size)
  const grown = { size: 2 }
  cache.set('a', { size: 4 })
  cache.set('b', grown)
  expect(cache.weight).toBe(6)
  grown.size = 9
  cache.set('b', grown)
  expect([cache.weight, cache.get('a')]).toEqual([9, undefined])
  cache.set('b', { size: 11 })
  expect([cache.weight, cache.get('b')]).toEqual([0, undefined])
})
