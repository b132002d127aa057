import type { ReplayRow } from '../../../src/indexer/replay/replay.ts'

/** What an account holds in the market, by its row: what the contract's own view has to say. */
export const balanceOf = (row: ReplayRow): bigint =>
  BigInt(row.accrued) +
  BigInt(row.received) +
  BigInt(row.deposited) -
  BigInt(row.spent) -
  BigInt(row.slashed) -
  BigInt(row.withdrawn) -
  BigInt(row.locked) -
  BigInt(row.slashable) -
  BigInt(row.refundable)
