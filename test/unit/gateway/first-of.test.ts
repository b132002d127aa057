import { expect, test } from 'vitest'
import { Unavailable } from '../../../src/claim/errors.ts'
import { firstOf } from '../../../src/gateway/proof/first-of.ts'
import { inParallel, toChunks } from '../../../src/gateway/proof/parallel.ts'

const down = new Unavailable('UNAVAILABLE_ENDPOINTS', 'down')
const never = () => new Promise<string>(() => {})

/** Answers by name: `ok…` answers, `down…` fails, `hang…` does neither. */
const ask = (name: string) =>
  name.startsWith('ok') ? Promise.resolve(name) : name.startsWith('down') ? Promise.reject(down) : never()

test.each([
  [2, ['ok1', 'ok2', 'ok3'], ['ok1', 'ok2']],
  [2, ['down', 'ok1', 'ok2'], ['ok1', 'ok2']],
  [2, ['down1', 'down2', 'ok'], ['ok']],
  [3, ['ok1', 'ok2'], ['ok1', 'ok2']],
  [2, ['down1', 'down2'], []],
  [1, [], []],
  [2, ['hang', 'ok1', 'ok2'], ['ok1', 'ok2']],
])('%i of %j: %j', async (needed, whom, expected) => {
  expect(await firstOf(needed, whom, ask, 5)).toEqual(expected)
})

test('a fault of our own is thrown', async () => {
  const ours = () => Promise.reject(new TypeError('ours'))
  await expect(firstOf(2, ['a', 'b'], ours, 5)).rejects.toThrow('ours')
})

test('tasks run so many at once, with results in order', async () => {
  let running = 0
  let most = 0
  const results = await inParallel([3, 1, 2, 0], 2, async (ticks) => {
    most = Math.max(most, ++running)
    for (let i = 0; i < ticks; i++) await Promise.resolve()
    running--
    return ticks * 10
  })
  expect(results).toEqual([30, 10, 20, 0])
  expect(most).toBe(2)
  expect(toChunks([1, 2, 3], 2)).toEqual([[1, 2], [3]])
})
