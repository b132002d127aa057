import { expect, test } from 'vitest'
import { Unavailable } from '../../../src/claim/errors.ts'
import { findDeploymentBlock } from '../../../src/indexer/identity/deployment.ts'

const ADDRESS = `0x${'11'.repeat(20)}` as never

/** A chain with code from a block on, whose state before `oldest` is gone. */
function chainOf(from: number, oldest = 0) {
  const asked: number[] = []
  const code = async (_address: unknown, block: number | string) => {
    asked.push(Number(block))
    if (Number(block) < oldest) throw new Unavailable('UNAVAILABLE_ENDPOINTS', 'missing trie node')
    return (Number(block) >= from ? '0x6001' : '0x') as never
  }
  return { reader: { code }, asked }
}

test('a contract of the first block is found by one question', async () => {
  const { reader, asked } = chainOf(0)
  expect(await findDeploymentBlock(reader, ADDRESS, 6_000)).toBe(0)
  expect(asked).toEqual([0])
})

test.each([1, 2, 777, 5_999, 6_000])('one of block %i is found by halving', async (from) => {
  const { reader, asked } = chainOf(from)
  expect(await findDeploymentBlock(reader, ADDRESS, 6_000)).toBe(from)
  expect(asked.length).toBeLessThanOrEqual(14)
})

test('where old state is gone nothing is searched', async () => {
  const { reader, asked } = chainOf(777, 100)
  expect(await findDeploymentBlock(reader, ADDRESS, 6_000)).toBeNull()
  expect(asked).toEqual([0])
})
