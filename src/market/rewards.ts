/** Work as one log reported it in one epoch. Addresses are lower-case hexadecimal. */
export interface Work {
  readonly log: string
  readonly recipient: string
  readonly amount: bigint
}

/** What one recipient is entitled to for one log's work of an epoch, base units. */
export interface WorkReward {
  readonly log: string
  readonly recipient: string
  /** By the share of work alone. */
  readonly uncapped: bigint
  /** What the log's stake allows of it. The rest is never minted. */
  readonly reward: bigint
}

const FRACTION_BITS = 128n
/** Stake that one unit of work reward asks for in an epoch. */
const STAKE_OF_REWARD = 15n

/** The most that a log is rewarded with in one epoch, by the power of its stake at the epoch's end. */
export function capOf(power: bigint): bigint {
  return power / STAKE_OF_REWARD
}

/** The power that lets all of a reward be minted. */
export function powerFor(reward: bigint): bigint {
  return reward * STAKE_OF_REWARD
}

/**
 * Rewards of an epoch that is over. `total` is all work of the epoch, `emission` what it mints for work, and `powerOf` the power of a log's
 * stake at its end. Shares are fractions of 128 bits, rounded down for each report and not for their sum; a log's cap is used up by
 * its recipients in the order of their addresses.
 */
export function workRewards(
  works: readonly Work[],
  epoch: { readonly total: bigint; readonly emission: bigint; readonly powerOf: (log: string) => bigint },
): WorkReward[] {
  const rewards: WorkReward[] = []
  for (const [log, own] of Map.groupBy(works, (each) => each.log)) {
    let left = capOf(epoch.powerOf(log))
    const byRecipient = [...Map.groupBy(own, ({ recipient }) => recipient)].sort(([a], [b]) =>
      a < b ? -1 : 1,
    )
    for (const [recipient, reports] of byRecipient) {
      const weight = reports.reduce((sum, { amount }) => sum + (amount << FRACTION_BITS) / epoch.total, 0n)
      const uncapped = (weight * epoch.emission) >> FRACTION_BITS
      const reward = uncapped < left ? uncapped : left
      left -= reward
      rewards.push({ log, recipient, uncapped, reward })
    }
  }
  return rewards
}

/** What stake earned in an epoch: goes whole to whom its rewards were delegated to. Nothing where nobody staked. */
export function stakingReward(emission: bigint, power: bigint, totalPower: bigint): bigint {
  return totalPower === 0n ? 0n : (emission * power) / totalPower
}
