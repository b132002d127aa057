import { expect, test } from 'vitest'
import { type AccountSum, sumAccounts } from '../../src/market/accounts.ts'
import { playAtRandom } from '../support/market/random.ts'
import { MARKET } from '../support/market/requests.ts'
import { toSteps } from '../support/market/steps.ts'

// `ASSAY_MARKETS=500` plays more of them.
const MARKETS = Number(process.env.ASSAY_MARKETS ?? 12)

const balanceOf = (sum: AccountSum): bigint =>
  sum.accrued +
  sum.received +
  sum.deposited -
  sum.spent -
  sum.slashed -
  sum.withdrawn -
  sum.locked -
  sum.slashable -
  sum.refundable

interface Met {
  accrued: number
  slashed: number
  toDeliverers: number
  partial: number
  refundable: number
  slashable: number
}

function compare(seed: number, met: Met): void {
  const { market, now } = playAtRandom(seed)
  const { steps, offerOf } = toSteps(market.happened)
  const sums = sumAccounts(steps, offerOf, now)
  const shown = sums.map((sum) => `${sum.account} ${sum.asset} ${balanceOf(sum)} ${sum.unknown}`)
  const truths = sums.map(({ account, asset }) => {
    const held = asset === 'coin' ? market.coin : market.pledged
    return `${account} ${asset} ${held.get(account as `0x${string}`) ?? 0n} `
  })
  expect([seed, ...shown]).toEqual([seed, ...truths])
  expect(sums.reduce((sum, { burned }) => sum + burned, 0n)).toBe(market.burned)
  met.accrued += sums.filter(({ accrued }) => accrued).length
  met.slashed += sums.filter(({ slashed }) => slashed).length
  met.toDeliverers += sums.filter(({ received, account }) => received && account !== MARKET).length
  met.refundable += sums.filter(({ refundable }) => refundable).length
  met.slashable += sums.filter(({ slashable }) => slashable).length
  met.partial += steps.filter(
    (each) => each.step === 'delivered' && each.refusal?.name === 'PartialPayment',
  ).length
}

test('derived money is what the contract holds, in every market', () => {
  const met: Met = { accrued: 0, slashed: 0, toDeliverers: 0, partial: 0, refundable: 0, slashable: 0 }
  for (let seed = 1; seed <= MARKETS; seed++) compare(seed, met)
  // A play in which nothing happens would prove nothing.
  expect(Object.entries(met).filter(([, count]) => count === 0)).toEqual([])
})
