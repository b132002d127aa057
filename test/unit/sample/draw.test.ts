import { describe, expect, test } from 'vitest'
import { Hash32, hashOf } from '../../../src/claim/hex.ts'
import { drawIndexes } from '../../../src/claim/sample/draw.ts'
import {
  type Element,
  elementId,
  encodeElement,
  rootOfPopulation,
} from '../../../src/claim/sample/population.ts'
import { sha256Bytes } from '../../../src/claim/sha256.ts'
import vectors from '../../fixtures/sample/vectors.json' with { type: 'json' }
import { expectCode } from '../../support/codes.ts'

const of = (text: string) => hashOf(sha256Bytes(Buffer.from(text)))

describe('the draw', () => {
  test.each(vectors.draws)('of $count in $size is that of the second implementation', (drawn) => {
    const { commitment, randomness, size, count, indexes } = drawn
    expect(drawIndexes(Hash32(commitment), Hash32(randomness), size, count)).toEqual(indexes)
  })

  test('is of a commitment and a round: another one of either draws others', () => {
    const draw = (commitment: string, round: string) => drawIndexes(of(commitment), of(round), 1_000_000, 20)
    expect(new Set([draw('a', 'r'), draw('b', 'r'), draw('a', 's')].map(String)).size).toBe(3)
    expect(draw('a', 'r').slice(0, 5)).toEqual(drawIndexes(of('a'), of('r'), 1_000_000, 5))
  })

  test('favours no index: χ² over 20 cells in 4,000 draws stays below its 99.99 % point', () => {
    const counts = new Array<number>(20).fill(0)
    for (let turn = 0; turn < 4000; turn++)
      for (const index of drawIndexes(of(`c${turn}`), of('r'), 20, 3))
        counts[index] = (counts[index] ?? 0) + 1
    const expected = (4000 * 3) / 20
    expect(counts.reduce((sum, each) => sum + (each - expected) ** 2 / expected, 0)).toBeLessThan(52.4)
  })

  test('of more than there is, is none', () => {
    expect(() => drawIndexes(of('a'), of('r'), 3, 4)).toThrow(RangeError)
    expect(() => drawIndexes(of('a'), of('r'), 2 ** 53, 1)).toThrow(RangeError)
    expect(drawIndexes(of('a'), of('r'), 0, 0)).toEqual([])
  })
})

describe('a population', () => {
  test.each(vectors.populations.map((each, at) => [at, each] as const))(
    '%i has the bytes and the root of the second implementation',
    (_at, { elements, encoded, root }) => {
      const population = elements as Element[]
      expect(population.map((each) => Buffer.from(encodeElement(each)).toString('hex'))).toEqual(encoded)
      expect(rootOfPopulation(population)).toEqual({ size: elements.length, root })
    },
  )

  test('with an element twice or out of its order has no root', async () => {
    const [first, second, third] = (vectors.populations.at(-1)?.elements ?? []) as Element[] as [
      Element,
      Element,
      Element,
    ]
    await expectCode(() => rootOfPopulation([first, first]), 'SAMPLE_ORDER')
    await expectCode(() => rootOfPopulation([second, first, third]), 'SAMPLE_ORDER')
    expect(elementId({ ...first, leafIndex: 4 })).toBe(`${elementId({ ...first, leafIndex: null })}-4`)
  })
})
