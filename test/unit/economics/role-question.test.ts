import { describe, expect, test } from 'vitest'
import { exact } from '../../../src/economics/exact.ts'
import { known } from '../../../src/economics/known.ts'
import { presenceOf } from '../../../src/economics/presence.ts'
import { topPayer } from '../../../src/economics/role/role-money.ts'
import { type RoleQuestion, roleMoney } from '../../../src/economics/role/role-question.ts'
import { account, DAY, entry, flatPrices, OPERATOR, START, USD_TOKEN } from '../../support/ledger-world.ts'

describe('the money of a role’s nodes', () => {
  const nodes = Array.from({ length: 6 }, (_, node) => account(0x900 + node))
  const paid = nodes.flatMap((node, index) =>
    Array.from({ length: 40 }, (_, day) => [
      entry('fee', START + day * DAY + 60, `${10 + index}`, {
        node,
        token: USD_TOKEN,
        from: account(10 + (day % 3)),
      }),
      entry('emission', START + day * DAY + 120, '8', { node, since: START + (day - 1) * DAY }),
      ...(day === 5 ? [entry('refund', START + day * DAY + 90, '3', { node, token: USD_TOKEN })] : []),
    ]).flat(),
  )
  const staked = nodes.map((node) => entry('stake', START - DAY, '100', { node, from: OPERATOR, to: null }))
  const entries = [...staked, ...paid].sort((a, b) => a.at - b.at)
  const asked: RoleQuestion = {
    peers: nodes.map((node) => ({ node, accounts: new Set([OPERATOR]), joinedAt: START, leftAt: null })),
    window: { from: START, to: START + 40 * DAY },
    entries,
    presences: new Map(nodes.map((node) => [node, presenceOf(START, [])])),
    prices: flatPrices(),
    payer: account(10),
    kept: { commission: known(exact(1, 10)), usdPerClaim: exact(1, 100) },
  }

  test('is told by node and day, a refund less than nothing, an emission over the time that it is for', () => {
    const found = roleMoney(asked)
    // 10 to 15 of fees and 8 at 0.25 of the day before; the last day of emissions is not paid yet.
    expect(found.revenue).toMatchObject({ known: true, value: { length: 6 } })
    expect(found.revenue.known && found.revenue.value[2]?.slice(0, 3)).toEqual(Float64Array.of(14, 14, 14))
    expect(found).toMatchObject({ prices: { quality: 'good' }, events: 486 })
    expect(topPayer({ entries: paid.filter(({ kind }) => kind === 'fee'), prices: flatPrices() })).toBe(
      account(10),
    )
  })

  test('of what operators kept is told where it was asked for', () => {
    expect(roleMoney(asked).kept).not.toBeNull()
    expect(roleMoney({ ...asked, kept: null }).kept).toBeNull()
  })
})
