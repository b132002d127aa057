/**
 * What a Cosmos chain's modules work out, worked out again as they do it: each division cut off or rounded where theirs is, so that a
 * difference is one of the chain, or of what went in. Shares and DecCoins are whole numbers of 10^-18. Source: cosmos-sdk 0.53.
 */
const SCALE = 1_000_000_000_000_000_000n

export interface SlashTerms {
  /** Voting power at the infraction, in units of consensus. */
  readonly power: bigint
  /** Base units of stake that are one unit of power. */
  readonly reduction: bigint
  /** Share that the rules take, 10^-18. */
  readonly fraction: bigint
  /** What stake that was unbonding or redelegated lost for the same infraction, in base units. */
  readonly others: bigint
}

/**
 * What a slash takes of a validator's own stake, in base units: the share of its stake at the infraction, less what others lost, and
 * nothing where those lost all of it. A validator with less stake left loses that instead. Source: x/staking keeper/slash.go.
 */
export function slashAmount({ power, reduction, fraction, others }: SlashTerms): bigint {
  const whole = (power * reduction * fraction) / SCALE
  return whole > others ? whole - others : 0n
}

export interface RewardTerms {
  /** What is shared out with the block, in base units. */
  readonly shared: bigint
  /** Of the community, 10^-18. */
  readonly tax: bigint
  /** The validator's voting power in the commit of the block before, and that of all. */
  readonly power: bigint
  readonly totalPower: bigint
}

/**
 * What a validator and its delegators earn with a block, commission included, in 10^-18 of a base unit.
 * Source: x/distribution keeper/allocation.go.
 */
export function rewardAmount({ shared, tax, power, totalPower }: RewardTerms): bigint {
  const share = (power * SCALE) / totalPower
  return (shared * (SCALE - tax) * share) / SCALE
}

/**
 * The operator's part of rewards, in 10^-18 of a base unit: rounded half to even, as the chain rounds it. `rewards` in 10^-18 of a base
 * unit, `rate` in 10^-18. Source: x/distribution keeper/allocation.go, math/legacy_dec.go.
 */
export function commissionAmount(rewards: bigint, rate: bigint): bigint {
  const product = rewards * rate
  const [whole, rest] = [product / SCALE, product % SCALE]
  const isUp = rest * 2n > SCALE || (rest * 2n === SCALE && whole % 2n === 1n)
  return isUp ? whole + 1n : whole
}

/**
 * What a block makes anew, in base units: its part of a year's provisions (10^-18 of a base unit). Source: x/mint types/minter.go.
 */
export function mintedAmount(yearly: bigint, blocksPerYear: bigint): bigint {
  return yearly / blocksPerYear / SCALE
}
