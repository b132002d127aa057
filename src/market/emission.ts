// Fixed-point numbers with eighteen decimals, as the token's contract has them.
const ONE = 10n ** 18n
const EPOCHS_A_YEAR = 182
const BASIS_POINTS = 10_000n
const POVW_SHARE = 7500n
const STAKING_SHARE = 2500n

// Supply at the start of each year, base units, and the growth of an epoch in it; the last growth holds for ever after.
const YEARS: readonly (readonly [supply: bigint, growth: bigint])[] = [
  [1000000000000000000000000000n, 1000371819923688085n],
  [1069999999999998184000000000n, 1000346075250234369n],
  [1139549999999995737640000000n, 1000320210092156012n],
  [1207922999999993680269850000n, 1000294223313256956n],
  [1274358764999991093195449750n, 1000268113761178075n],
  [1338076703249988310681247227n, 1000241880267088989n],
  [1398290154896235164707718388n, 1000215521645372515n],
  [1454221761092082452886442455n, 1000189036693301502n],
  [1505119522730302372125075313n, 1000162424190707866n],
  [1550273108412208360804045020n, 1000162424190707866n],
]

/** What the protocol mints for one epoch, base units of ZKC. */
export interface EpochEmission {
  readonly total: bigint
  /** For verifiable work; rounded up. */
  readonly povw: bigint
  /** For stake; rounded down. */
  readonly staking: bigint
}

/** Seconds of an epoch. */
export const EPOCH_SECONDS = 172_800n

/** The last second of an epoch, at which stake counts for it; `zero` is the Unix second at which epoch 0 began. */
export function epochEndOf(epoch: bigint, zero: bigint): bigint {
  return zero + (epoch + 1n) * EPOCH_SECONDS - 1n
}

/** Whether the supplies at both ends of an epoch are known: those of ten years are. */
export function isEmissionKnown(epoch: bigint): boolean {
  return epoch >= 0n && epoch + 1n < BigInt(YEARS.length * EPOCHS_A_YEAR)
}

/**
 * The emission of an epoch, to the last unit, as ZKC computes it.
 * @throws RangeError for an epoch beyond the ten years whose supplies are known
 */
export function emissionOf(epoch: bigint): EpochEmission {
  const total = supplyAt(epoch + 1n) - supplyAt(epoch)
  return {
    total,
    povw: (total * POVW_SHARE + BASIS_POINTS - 1n) / BASIS_POINTS,
    staking: (total * STAKING_SHARE) / BASIS_POINTS,
  }
}

/**
 * The theoretical supply at the start of an epoch, base units; what was minted is less, for nobody has to claim.
 * @throws RangeError for an epoch beyond the ten years whose supplies are known
 */
export function supplyAt(epoch: bigint): bigint {
  const year = YEARS[Number(epoch / BigInt(EPOCHS_A_YEAR))]
  if (epoch < 0n || !year) throw new RangeError(`the supply of epoch ${epoch} is not known`)
  const [supply, growth] = year
  return (supply * power(growth, epoch % BigInt(EPOCHS_A_YEAR))) / ONE
}

/**
 * `base` to the power of `exponent` as PRB-math's pow computes it, by logarithm and exponential of base two, digit by digit: another way
 * gives other last digits. Source: PRB-math 4, UD60x18 pow, log2 and exp2.
 */
function power(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return ONE
  return exponent === 1n ? base : exp2(log2(base) * exponent)
}

/** Of a number from one to two. */
function log2(value: bigint): bigint {
  let result = 0n
  let rest = value
  for (let delta = ONE / 2n; delta > 0n; delta >>= 1n) {
    rest = (rest * rest) / ONE
    if (rest < 2n * ONE) continue
    result += delta
    rest >>= 1n
  }
  return result
}

const BITS = 64n

/** Of a number from nothing to one. */
function exp2(value: bigint): bigint {
  const bits = (value << BITS) / ONE
  let result = 1n << 191n
  for (const [index, root] of ROOTS.entries())
    if ((bits >> (BITS - 1n - BigInt(index))) & 1n) result = (result * root) >> BITS
  return (result * ONE) >> 191n
}

/** The square root of two, its square root, and so on, 64 of them, each with 64 bits behind the point, rounded. */
const ROOTS = listRoots()

function listRoots(): bigint[] {
  // Twice as many bits as are kept, so that none is wrong after 64 roots.
  const precision = 256n
  const roots: bigint[] = []
  for (let root = 2n << precision; roots.length < Number(BITS); ) {
    root = squareRoot(root << precision)
    roots.push((root + (1n << (precision - BITS - 1n))) >> (precision - BITS))
  }
  return roots
}

function squareRoot(value: bigint): bigint {
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
