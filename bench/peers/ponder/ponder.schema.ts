import { index, onchainTable } from 'ponder'

const where = (t: any) => ({
  id: t.text().primaryKey(),
  blockNumber: t.integer().notNull(),
  timestamp: t.integer().notNull(),
})

export const requestAssigned = onchainTable(
  'request_assigned',
  (t) => ({
    ...where(t),
    request: t.hex().notNull(),
    node: t.hex().notNull(),
    requester: t.hex().notNull(),
    model: t.hex().notNull(),
    inputHash: t.hex().notNull(),
    deadline: t.bigint().notNull(),
  }),
  (table) => ({ node: index().on(table.node) }),
)
export const feePaid = onchainTable(
  'fee_paid',
  (t) => ({
    ...where(t),
    node: t.hex().notNull(),
    payer: t.hex().notNull(),
    request: t.hex().notNull(),
    payee: t.hex().notNull(),
    token: t.hex().notNull(),
    amount: t.bigint().notNull(),
  }),
  (table) => ({ node: index().on(table.node) }),
)
export const stakeChanged = onchainTable(
  'stake_changed',
  (t) => ({
    ...where(t),
    node: t.hex().notNull(),
    staker: t.hex().notNull(),
    token: t.hex().notNull(),
    delta: t.bigint().notNull(),
    total: t.bigint().notNull(),
  }),
  (table) => ({ node: index().on(table.node) }),
)
export const rewardPaid = onchainTable(
  'reward_paid',
  (t) => ({
    ...where(t),
    node: t.hex().notNull(),
    payee: t.hex().notNull(),
    token: t.hex().notNull(),
    amount: t.bigint().notNull(),
    period: t.bigint().notNull(),
    reason: t.hex().notNull(),
  }),
  (table) => ({ node: index().on(table.node) }),
)
