/**
 * An exact fraction. `d` is positive; `n / d` need not be in lowest terms.
 * Money stays in this form until a figure is written out: see docs/methodology/figure.md.
 */
export interface Exact {
  readonly n: bigint
  readonly d: bigint
}

/**
 * `n / d`.
 * @throws RangeError when `d` is zero
 */
export function exact(n: bigint | number, d: bigint | number = 1n): Exact {
  const [top, bottom] = [BigInt(n), BigInt(d)]
  if (bottom === 0n) throw new RangeError('a fraction over zero')
  return bottom < 0n ? { n: -top, d: -bottom } : { n: top, d: bottom }
}

export const ZERO: Exact = { n: 0n, d: 1n }
export const ONE: Exact = { n: 1n, d: 1n }

/**
 * The exact value of decimal text such as `-12.50` or `3e-7`.
 * @throws RangeError on anything else
 */
export function fromDecimal(text: string): Exact {
  const match = /^(-?)(\d{1,100})(?:\.(\d{1,100}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
  if (!match) throw new RangeError(`not a decimal number: ${text.slice(0, 40)}`)
  const [, sign = '', whole = '0', part = '', power = '0'] = match
  const digits = BigInt(whole + part)
  const exponent = Number(power) - part.length
  const n = sign ? -digits : digits
  return exponent >= 0 ? { n: n * 10n ** BigInt(exponent), d: 1n } : { n, d: 10n ** BigInt(-exponent) }
}

/** A double as the shortest decimal that names it, exactly. For settings written as JSON numbers. */
export function fromNumber(value: number): Exact {
  return fromDecimal(String(value))
}

/** A token amount in base units as whole tokens. */
export function fromBaseUnits(amount: bigint, decimals: number): Exact {
  return { n: amount, d: 10n ** BigInt(decimals) }
}

export function add(a: Exact, b: Exact): Exact {
  if (a.d === b.d) return { n: a.n + b.n, d: a.d }
  // Powers of ten, the usual denominators, divide each other: no greatest common divisor is needed.
  if (a.d % b.d === 0n) return { n: a.n + b.n * (a.d / b.d), d: a.d }
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) + b.n, d: b.d }
  const common = commonOf(a.d, b.d)
  return { n: a.n * (b.d / common) + b.n * (a.d / common), d: (a.d / common) * b.d }
}

export function negate(a: Exact): Exact {
  return { n: -a.n, d: a.d }
}

export function subtract(a: Exact, b: Exact): Exact {
  return add(a, negate(b))
}

export function multiply(a: Exact, b: Exact): Exact {
  const product = { n: a.n * b.n, d: a.d * b.d }
  return product.d > LARGE ? reduce(product) : product
}

/** @throws RangeError when `b` is zero: the caller knows what a missing denominator means */
export function divide(a: Exact, b: Exact): Exact {
  return reduce(exact(a.n * b.d, a.d * b.n))
}

/**
 * All terms together: those over one denominator first, then by halves. One after the other, a total over the denominators of thousands of
 * shares would be carried through every term, at the square of their number. `plus`: how two are added.
 */
export function sum(terms: Iterable<Exact>, plus = add): Exact {
  const alike = new Map<string, Exact>()
  let last: Exact | undefined
  let place = ''
  for (const term of terms) {
    // A key of text: whole numbers of this size that differ in their upper digits alone are one to a Map's hash.
    if (term.d !== last?.d) place = term.d.toString(16)
    last = alike.get(place)
    last = last ? plus(last, term) : term
    alike.set(place, last)
  }
  let parts = [...alike.values()]
  while (parts.length > 1)
    parts = Array.from({ length: Math.ceil(parts.length / 2) }, (_, pair) => {
      const [a = ZERO, b] = [parts[2 * pair], parts[2 * pair + 1]]
      return b ? plus(a, b) : a
    })
  return parts[0] ?? ZERO
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compare(a: Exact, b: Exact): number {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function isZero(a: Exact): boolean {
  return a.n === 0n
}

export function maximum(a: Exact, b: Exact): Exact {
  return compare(a, b) >= 0 ? a : b
}

/** `a` to a whole, non-negative power. */
export function power(a: Exact, exponent: number): Exact {
  return reduce({ n: a.n ** BigInt(exponent), d: a.d ** BigInt(exponent) })
}

/** The nearest double. */
export function toNumber(a: Exact): number {
  const [top, bottom] = [Number(a.n), Number(a.d)]
  if (Number.isFinite(top) && Number.isFinite(bottom)) return top / bottom
  const small = reduce(a)
  const shift = BigInt(Math.max(0, Math.max(bits(small.n), bits(small.d)) - 1000))
  return Number(small.n >> shift) / Number(small.d >> shift)
}

/** Decimal text with `places` digits after the point, rounded half to even. The one place where money is rounded. */
export function toDecimal(a: Exact, places: number): string {
  const scale = 10n ** BigInt(places)
  const top = absolute(a.n) * scale
  let digits = top / a.d
  const twice = (top % a.d) * 2n
  if (twice > a.d || (twice === a.d && digits % 2n === 1n)) digits += 1n
  const text = digits.toString().padStart(places + 1, '0')
  const sign = a.n < 0n && digits !== 0n ? '-' : ''
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`
}

/** In lowest terms, unless both are huge. */
function reduce(a: Exact): Exact {
  const common = commonOf(absolute(a.n), a.d)
  return common === 1n ? a : { n: a.n / common, d: a.d / common }
}

const LARGE = 1n << 512n
/** From here on a common divisor costs more to find than it saves: finding it takes the square of the digits. */
const HUGE = 1n << 4096n

function bits(a: bigint): number {
  return absolute(a).toString(16).length * 4
}

function absolute(a: bigint): bigint {
  return a < 0n ? -a : a
}

/** A common divisor of two that are not negative: the greatest, unless both are huge. */
function commonOf(a: bigint, b: bigint): bigint {
  return a > HUGE && b > HUGE ? 1n : gcd(a, b)
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}
