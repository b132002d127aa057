import { encodePacked, keccak256 } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { drawBlocks } from '../../../src/gateway/proof/draw.ts'

const SEED = '0x0123456789abcdef'

// As docs/integrity.md says it, by another library.
function isDrawn(number: number, share: number): boolean {
  const hash = keccak256(encodePacked(['bytes8', 'uint256'], [SEED, BigInt(Math.floor(number / 8))]))
  const at = 2 + 8 * (number % 8)
  return Number.parseInt(hash.slice(at, at + 8), 16) / 2 ** 32 < share
}

describe('the blocks that are proved in full', () => {
  it.each([
    [{ from: 0, to: 0 }, 0.5],
    [{ from: 3, to: 61 }, 0.3],
    [{ from: 1000, to: 3000 }, 0.01],
  ])('%j at a share of %d are those that the document says', (range, share) => {
    const numbers = Array.from({ length: range.to - range.from + 1 }, (_, i) => range.from + i)
    expect(drawBlocks(SEED, range, share)).toEqual(numbers.filter((each) => isDrawn(each, share)))
  })

  it('are none at a share of nothing, and all at a share of one', () => {
    expect(drawBlocks(SEED, { from: 5, to: 40 }, 0)).toEqual([])
    expect(drawBlocks(SEED, { from: 5, to: 7 }, 1)).toEqual([5, 6, 7])
  })

  it('are about as many as the share, whichever range they are drawn in', () => {
    const whole = drawBlocks(SEED, { from: 1, to: 100_000 }, 0.01)
    expect(whole.length).toBeGreaterThan(800)
    expect(whole.length).toBeLessThan(1200)
    const parts = [1, 333, 50_001].map((from, i, all) =>
      drawBlocks(SEED, { from, to: (all[i + 1] ?? 100_001) - 1 }, 0.01),
    )
    expect(parts.flat()).toEqual(whole)
  })
})
