import { describe, expect, test } from 'vitest'
import { Random } from '../../../../src/economics/payback/random.ts'
import { ScriptedRandom } from '../../../support/scripted-random.ts'

const WORD = 2n ** 32n
const rotated = (word: bigint, by: bigint) => ((word << by) | (word >> (32n - by))) % WORD

/** xoshiro128** and splitmix32 in whole numbers of any size, from their published C. */
function* published(seed: bigint): Generator<bigint> {
  let at = ((seed % WORD) + WORD) % WORD
  const split = () => {
    at = (at + 0x9e3779b9n) % WORD
    let z = at
    z = ((z ^ (z >> 16n)) * 0x21f0aaadn) % WORD
    z = ((z ^ (z >> 15n)) * 0x735a2d97n) % WORD
    return z ^ (z >> 15n)
  }
  let [a, b, c, d] = [split(), split(), split(), split()]
  for (;;) {
    yield (rotated((b * 5n) % WORD, 7n) * 9n) % WORD
    const shifted = (b << 9n) % WORD
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11n)
  }
}

test.each([0, 1, 7, -3, 2 ** 31])('bits of the seed %s are those of the published algorithm', (seed) => {
  const random = new Random(seed)
  const words = published(BigInt(seed))
  for (let draw = 0; draw < 50; draw++) expect(BigInt(random.bits() >>> 0)).toBe(words.next().value)
})

const HALF = -(2 ** 31)

test('a uniform number is the 32 bits, unsigned, over 2³²', () => {
  const random = new ScriptedRandom({ bits: [0, 1, HALF, -1] })
  expect([0, 1, 2, 3].map(() => random.uniform())).toEqual([0, 2 ** -32, 0.5, 1 - 2 ** -32])
})

test('a whole number below n is the bits’ share of it, rounded down', () => {
  const random = new ScriptedRandom({ bits: [0, HALF, HALF, -1, -1] })
  expect([10, 10, 11, 10, 1].map((n) => random.below(n))).toEqual([0, 5, 5, 9, 0])
})

describe('a normal number', () => {
  const whole = 2 ** 31

  test('comes with a second one, by the polar method', () => {
    // u = 0.6, v = -0.2: s = 0.4, and both times √(−2 ln 0.4 ÷ 0.4).
    const random = new ScriptedRandom({ bits: [0.6 * whole, -0.2 * whole, 0.5 * whole, 0.5 * whole] })
    const scale = Math.sqrt((-2 * Math.log(0.4)) / 0.4)
    expect(random.normal()).toBeCloseTo(0.6 * scale, 12)
    expect(random.normal()).toBeCloseTo(-0.2 * scale, 12)
    // The next is drawn anew.
    expect(random.normal()).toBeCloseTo(0.5 * Math.sqrt((-2 * Math.log(0.5)) / 0.5), 12)
  })

  test('is not made of a point outside the circle, on it, or in its middle', () => {
    const random = new ScriptedRandom({
      bits: [0.8 * whole, 0.8 * whole, HALF, 0, 0, 0, 0.5 * whole, 0.5 * whole],
    })
    expect(random.normal()).toBeCloseTo(0.5 * Math.sqrt((-2 * Math.log(0.5)) / 0.5), 12)
    expect(random.left).toBe(0)
  })
})

test('a Poisson count is of the uniform numbers whose product stays above e^−mean', () => {
  const count = (...uniforms: number[]) => new ScriptedRandom({ uniforms }).poisson(0.5)
  expect(count(0.4)).toBe(0)
  // Just met is not above.
  expect(count(0.5)).toBe(0)
  expect(count(0.8, 0.5)).toBe(1)
  expect(count(0.9, 0.9, 0.9, 0.1)).toBe(3)
})

describe('a triangular number', () => {
  const draw = (uniform: number, low = 1, mode = 2, high = 5) =>
    new ScriptedRandom({ uniforms: [uniform] }).triangular(low, mode, high)

  test('splits the area under the triangle as its uniform number says', () => {
    // Area up to x: (x − 1)² ÷ 4 left of 2; right of it what is left is (5 − x)² ÷ 12.
    expect(draw(0)).toBe(1)
    expect(draw(1 / 16)).toBeCloseTo(1.5, 12)
    expect(draw(1 / 5)).toBeCloseTo(1 + Math.sqrt(4 / 5), 12)
    expect(draw(1 / 4)).toBeCloseTo(2, 12)
    expect(draw(1 / 2)).toBeCloseTo(5 - Math.sqrt(6), 12)
    expect(draw(1 - 1 / 12)).toBeCloseTo(4, 12)
  })

  test('may have its peak at an end', () => {
    expect(draw(0.25, 0, 0, 2)).toBeCloseTo(2 - Math.sqrt(3), 12)
    expect(draw(0.25, 0, 2, 2)).toBeCloseTo(1, 12)
  })

  test('of one value asks nothing of chance', () => {
    expect(new ScriptedRandom({ uniforms: [] }).triangular(3, 3, 3)).toBe(3)
  })
})

describe('a Gamma number', () => {
  test('is d · v ÷ rate, d = shape − ⅓, v = (1 + x ÷ √(9 d))³', () => {
    // d = 1, x = 3: v = 8.
    const random = new ScriptedRandom({ normals: [3], uniforms: [1 - Math.exp(-4)] })
    expect(random.gamma(4 / 3, 4)).toBeCloseTo(2, 12)
    // A shape of one needs no boost.
    const one = new ScriptedRandom({ normals: [0], uniforms: [0.5] })
    expect(one.gamma(1, 2)).toBeCloseTo(1 / 3, 12)
    expect(one.left).toBe(0)
  })

  test('takes x when ln u < x² ÷ 2 + d − d v + d ln v', () => {
    // x = 3, d = 1: 4.5 + 1 − 8 + ln 8 = −0.4206. x = −1.5: v = 0.125, 1.125 + 1 − 0.125 + ln 0.125 = −0.0794.
    const limit = (x: number, v: number) => Math.exp(0.5 * x * x + 1 - v + Math.log(v))
    for (const [x, v] of [
      [3, 8],
      [-1.5, 0.125],
    ] as const) {
      const taken = new ScriptedRandom({ normals: [x], uniforms: [1 - limit(x, v) * 0.999] })
      expect(taken.gamma(4 / 3, 1)).toBeCloseTo(v, 12)
      const refused = new ScriptedRandom({ normals: [x, 0], uniforms: [1 - limit(x, v) * 1.001, 0.5] })
      expect(refused.gamma(4 / 3, 1)).toBeCloseTo(1, 12)
    }
    const met = new ScriptedRandom({ normals: [0, 0], uniforms: [0, 0.5] })
    met.gamma(4 / 3, 1)
    expect(met.left).toBe(0)
  })

  test('asks again where v is nothing or less', () => {
    const random = new ScriptedRandom({ normals: [-3, -4, 0], uniforms: [0.5] })
    expect(random.gamma(4 / 3, 1)).toBeCloseTo(1, 12)
    expect(random.left).toBe(0)
  })

  test('of a shape below one is that of one more, times u^(1 ÷ shape)', () => {
    // Of the two uniform numbers the first takes x, the second is the boost.
    const random = new ScriptedRandom({ normals: [3], uniforms: [1 - Math.exp(-4), 0.75] })
    expect(random.gamma(1 / 3, 4)).toBeCloseTo(2 * 0.25 ** 3, 12)
  })

  test.each([0.3, 1, 4])('has the mean and the variance of a shape of %s', (shape) => {
    const random = new Random(9)
    const drawn = Float64Array.from({ length: 20_000 }, () => random.gamma(shape, 2))
    const mean = drawn.reduce((total, each) => total + each, 0) / drawn.length
    const variance = drawn.reduce((total, each) => total + (each - mean) ** 2, 0) / drawn.length
    expect(mean / (shape / 2)).toBeCloseTo(1, 1)
    expect(variance / (shape / 4)).toBeCloseTo(1, 0)
  })
})
