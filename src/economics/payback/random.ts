import { triangleAt } from './triangle.ts'

/**
 * Seeded random numbers: xoshiro128** (Blackman and Vigna, public domain), its state filled by splitmix32. The same seed
 * gives the same numbers on every machine.
 */
export class Random {
  readonly #state = new Int32Array(4)
  #spare = Number.NaN

  constructor(seed: number) {
    let at = seed | 0
    for (const index of this.#state.keys()) {
      at = (at + 0x9e3779b9) | 0
      let z = at ^ (at >>> 16)
      z = Math.imul(z, 0x21f0aaad)
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
      this.#state[index] = z ^ (z >>> 15)
    }
  }

  /** 32 bits as a signed integer. */
  bits(): number {
    const s = this.#state
    const [s0, s1, s2, s3] = [s[0] ?? 0, s[1] ?? 0, s[2] ?? 0, s[3] ?? 0]
    const x = Math.imul(s1, 5)
    const result = Math.imul((x << 7) | (x >>> 25), 9)
    const c = s2 ^ s0
    const d = s3 ^ s1
    s[1] = s1 ^ c
    s[0] = s0 ^ d
    s[2] = c ^ (s1 << 9)
    s[3] = (d << 11) | (d >>> 21)
    return result
  }

  /** In [0, 1), in steps of 2⁻³². */
  uniform(): number {
    return (this.bits() >>> 0) / 4294967296
  }

  /** A whole number in [0, n), n below 2²¹: by multiplication, so without a bias that matters. */
  below(n: number): number {
    return Math.floor(((this.bits() >>> 0) * n) / 4294967296)
  }

  /** Standard normal: Marsaglia's polar method. */
  normal(): number {
    const spare = this.#spare
    if (!Number.isNaN(spare)) {
      this.#spare = Number.NaN
      return spare
    }
    for (;;) {
      const u = this.bits() / 2147483648
      const v = this.bits() / 2147483648
      const s = u * u + v * v
      if (s >= 1 || s === 0) continue
      const scale = Math.sqrt((-2 * Math.log(s)) / s)
      this.#spare = v * scale
      return u * scale
    }
  }

  /** A Poisson count given e^−mean, by inversion: for means well below ten. */
  poisson(expMinusMean: number): number {
    let count = 0
    for (let product = this.uniform(); product > expMinusMean; product *= this.uniform()) count++
    return count
  }

  /** Triangular between `low` and `high` with its peak at `mode`. Of one value nothing is asked of chance. */
  triangular(low: number, mode: number, high: number): number {
    return high <= low ? mode : triangleAt(low, mode, high, this.uniform())
  }

  /** Gamma with a shape and a rate. Source: Marsaglia and Tsang, 2000; the boost of shape for shapes below one. */
  gamma(shape: number, rate: number): number {
    if (shape < 1) return this.gamma(shape + 1, rate) * (1 - this.uniform()) ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = this.normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v))
        return (d * v) / rate
    }
  }
}
