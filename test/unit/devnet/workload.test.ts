import { describe, expect, it } from 'vitest'
import { PROVER_CHEATS, workerOf } from '../../../devnet/scenario/provers.ts'
import { ACCOUNTS, isQuiet, PROVERS, WORKING_PROVERS } from '../../../devnet/scenario/world.ts'
import { LEAST_DAYS, LEAST_EVENTS } from '../../../src/economics/payback/assumptions.ts'
import { LEAST_NODES } from '../../../src/economics/sample.ts'

const DAY_BLOCKS = 12
/** The chain makes so many accounts (devnet/chain/anvil.ts); the demo's watchdog pays from the last one. */
const CHAIN_ACCOUNTS = 24

const blocks = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

describe('the work of provers', () => {
  it('is enough for a payback by role: nodes, and paid requests of as many days', () => {
    const role = PROVERS.filter((name) => name.startsWith('prover-'))
    expect(role.length).toBeGreaterThanOrEqual(LEAST_NODES)
    const given = blocks(DAY_BLOCKS, DAY_BLOCKS * (LEAST_DAYS + 1)).filter(
      (block) => workerOf(block) !== null,
    )
    expect(given.length).toBeGreaterThanOrEqual(LEAST_EVENTS)
  })

  it('differs between the honest ones, and each has some before the fortieth block', () => {
    const counts = (to: number) =>
      WORKING_PROVERS.map((name) => blocks(1, to).filter((block) => workerOf(block) === name).length)
    expect(counts(40)).toEqual([8, 2, 2])
    const [most = 0, fewer = 0, fewest = 0] = counts(2000)
    expect([most > 2 * fewer, fewer > 1.5 * fewest, fewest > 70]).toEqual([true, true, true])
  })

  it('is neither given nor due in a quiet block, and cheats have blocks of their own', () => {
    const given = blocks(1, 2000).filter((block) => workerOf(block) !== null)
    expect(given.filter((block) => isQuiet(block) || isQuiet(block + 2))).toEqual([])
    expect(Object.values(PROVER_CHEATS).filter((block) => workerOf(block) !== null)).toEqual([])
  })

  it('leaves the last account of the chain to others', () => {
    expect(ACCOUNTS.length).toBeLessThan(CHAIN_ACCOUNTS)
    expect(new Set(ACCOUNTS).size).toBe(ACCOUNTS.length)
  })
})
