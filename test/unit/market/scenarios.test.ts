import { describe, expect, test } from 'vitest'
import { type AccountSum, sumAccounts } from '../../../src/market/accounts.ts'
import { Market } from '../../../src/market/rules.ts'
import { TestMarket } from '../../support/market/contract.ts'
import { MARKET, makeRequest } from '../../support/market/requests.ts'
import { CLIENT, DEADLINE, P1, P2, SCENARIOS } from '../../support/market/scenarios.ts'
import { toSteps } from '../../support/market/steps.ts'

function play(id: string, now = DEADLINE + 1n): { market: TestMarket; sums: AccountSum[] } {
  const market = new TestMarket()
  SCENARIOS.find((each) => each.id === id)?.play(market)
  const { steps, offerOf } = toSteps(market.happened)
  return { market, sums: sumAccounts(steps, offerOf, now) }
}

const find = (sums: readonly AccountSum[], account: string, asset: string) =>
  sums.find((each) => each.account === account && each.asset === asset) as AccountSum

/** The change of a balance that the sums lead to. */
function balanceOf(sum: AccountSum): bigint {
  const { accrued, received, deposited, spent, slashed, withdrawn, locked, slashable, refundable } = sum
  return accrued + received + deposited - spent - slashed - withdrawn - locked - slashable - refundable
}

describe('the nineteen scenarios', () => {
  test.each(SCENARIOS)('$id: $what', ({ id, truth }) => {
    const { market, sums } = play(id)
    for (const sum of sums) {
      const { account, asset } = sum
      const moved = sum.deposited - sum.withdrawn
      const expected = (asset === 'coin' ? truth.coin : truth.pledged)?.[account as typeof CLIENT] ?? 0n
      expect(`${account} ${asset} ${balanceOf(sum) - moved}`).toBe(`${account} ${asset} ${expected}`)
      const balance = (asset === 'coin' ? market.coin : market.pledged).get(account as typeof CLIENT) ?? 0n
      expect(balanceOf(sum)).toBe(balance)
      expect(sum.unknown).toEqual([])
    }
    for (const account of truth.unpaid ?? []) expect(find(sums, account, 'coin').accrued).toBe(0n)
    expect(sums.reduce((sum, { burned }) => sum + burned, 0n)).toBe(truth.burned ?? 0n)
  })

  test('there are nineteen', () => expect(SCENARIOS.map(({ id }) => id).join('')).toBe('ABCDEFGHIJKLMNOPQRS'))
})

test('a lock takes the place of all that was said of its request before', () => {
  const market = new Market(() => undefined)
  const { id, offer: told } = makeRequest(CLIENT, 1)
  const [rampUpPeriod, lockTimeout, timeout] = [100n, 600n, 1200n]
  const offer = { ...told, rampUpPeriod, lockTimeout, timeout }
  const of = { requestId: id, request: `0x${'0d'.repeat(32)}`, prover: P1 }
  const at = offer.rampUpStart
  market.apply({ step: 'slashed', at, requestId: id, burned: 0n, transferred: 1n, recipient: P2 })
  const fresh = new Market(() => undefined)
  for (const each of [market, fresh]) each.apply({ ...of, step: 'locked', at, offer })
  const deliver = { ...of, step: 'delivered', at, refusal: null, isPriced: false } as const
  expect(market.apply(deliver)).toEqual(fresh.apply(deliver))
  expect(market.locks.get(id)?.paid).toBe('in_time')
})

describe('what is in a lock is told apart', () => {
  test('open until the deadline, then slashable and refundable until somebody slashes', () => {
    const open = play('I', DEADLINE)
    expect(find(open.sums, P1, 'collateral')).toMatchObject({ locked: 1001n, slashable: 0n, slashed: 0n })
    expect(find(open.sums, CLIENT, 'coin')).toMatchObject({ locked: 1500n, refundable: 0n, spent: 0n })
    const over = play('I')
    expect(find(over.sums, P1, 'collateral')).toMatchObject({ locked: 0n, slashable: 1001n, slashed: 0n })
    expect(find(over.sums, CLIENT, 'coin')).toMatchObject({ locked: 0n, refundable: 1500n, spent: 0n })
  })

  test('of two expired locks the one that was not slashed stays in limbo', () => {
    const { sums } = play('S')
    expect(find(sums, P1, 'collateral')).toMatchObject({ slashed: 1n, burned: 0n, slashable: 1001n })
    expect(find(sums, CLIENT, 'coin')).toMatchObject({ refundable: 2000n })
  })

  test('a slash of the locker that delivered late gives it half back', () => {
    const { sums } = play('D')
    expect(find(sums, P1, 'collateral')).toMatchObject({ slashed: 1001n, burned: 500n, received: 501n })
  })
})

describe('what does not follow is unknown and never nothing', () => {
  const hidden = () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'F')?.play(market)
    return market.happened.map((each) => ({ ...each, way: 'hidden' as const }))
  }

  test('an offer that no log and no call shows', () => {
    const { steps, offerOf } = toSteps(hidden())
    const sums = sumAccounts(steps, offerOf, DEADLINE)
    expect(
      sums.filter(({ unknown }) => unknown.length).map(({ account, unknown }) => [account, unknown]),
    ).toEqual([
      ['0xb2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2', ['OFFER_UNSEEN']],
      ['0xc1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1', ['OFFER_UNSEEN']],
    ])
  })

  test('a lock that was before the first step', () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'B')?.play(market)
    const { steps, offerOf } = toSteps(market.happened)
    const sums = sumAccounts(
      steps.filter(({ step }) => step !== 'locked'),
      offerOf,
      DEADLINE,
    )
    expect(find(sums, CLIENT, 'coin').unknown).toEqual(['LOCK_UNSEEN'])
  })

  const unlocked = (id: string) => {
    const market = new TestMarket()
    SCENARIOS.find((each) => each.id === id)?.play(market)
    const { steps, offerOf } = toSteps(market.happened)
    return sumAccounts(
      steps.filter(({ step }) => step !== 'locked'),
      offerOf,
      DEADLINE,
    )
  }

  test('a delivery that carries no request is of a lock before the first step, whatever its offer is', () => {
    for (const id of ['A', 'C', 'L']) {
      const unknown = unlocked(id).filter((each) => each.unknown.length)
      const [client, prover] = [CLIENT, id === 'C' ? P2 : P1]
      const shown = unknown.map(({ account, asset, unknown }) => `${account} ${asset} ${unknown}`)
      expect(shown).toEqual(
        expect.arrayContaining([
          `${client} coin LOCK_UNSEEN${id === 'C' ? ',LOCK_UNSEEN' : ''}`,
          `${prover} coin LOCK_UNSEEN`,
          `${prover} collateral LOCK_UNSEEN`,
        ]),
      )
      expect(unlocked(id).every(({ accrued }) => accrued === 0n)).toBe(true)
    }
  })

  test('a partial payment is known, and not what its client had paid at a lock before the first step', () => {
    const sums = unlocked('K')
    expect(find(sums, P2, 'coin')).toMatchObject({ accrued: 2000n, unknown: [] })
    expect(find(sums, CLIENT, 'coin').unknown).toEqual(['LOCK_UNSEEN'])
  })

  test('a refusal that nobody knows', () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'E')?.play(market)
    const { steps, offerOf } = toSteps(market.happened)
    const strange = steps.map((each) =>
      each.step === 'delivered' && each.refusal
        ? { ...each, refusal: { name: 'unknown' as const, selector: '0x12345678' } }
        : each,
    )
    const sums = sumAccounts(strange, offerOf, DEADLINE)
    expect(sums.flatMap(({ unknown }) => unknown)).toContain('UNKNOWN_REFUSAL')
    // It says nothing of the lock, which the locker is then paid for.
    expect(find(sums, P1, 'coin').accrued).toBe(1500n)
    // That payment says that its collateral came back then, and not before.
    expect(find(sums, P1, 'collateral').unknown).toEqual([])
  })

  test('nor, after such a refusal alone, whether the locker has its collateral back', () => {
    const market = new TestMarket()
    SCENARIOS.find(({ id }) => id === 'E')?.play(market)
    const { steps, offerOf } = toSteps(market.happened)
    const first = steps.findIndex(({ step }) => step === 'delivered')
    const strange = steps
      .slice(0, first + 1)
      .map((each) =>
        each.step === 'delivered'
          ? { ...each, refusal: { name: 'unknown' as const, selector: '0x12345678' } }
          : each,
      )
    const before = sumAccounts(strange, offerOf, DEADLINE)
    expect(find(before, P1, 'collateral').unknown).toEqual(['UNKNOWN_REFUSAL'])
    // A slash says that it had not.
    const slash = { step: 'slashed', at: DEADLINE + 1n, requestId: makeRequest(CLIENT, 1).id } as const
    const after = sumAccounts(
      [...strange, { ...slash, burned: 500n, transferred: 501n, recipient: MARKET }],
      offerOf,
      DEADLINE + 1n,
    )
    expect(find(after, P1, 'collateral').unknown).toEqual([])
  })
})
