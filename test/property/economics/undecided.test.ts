import fc from 'fast-check'
import { expect, test } from 'vitest'
import { known, missing } from '../../../src/economics/known.ts'
import { type NodeCash, operatorLife, type Receipt } from '../../../src/economics/realised/operator-life.ts'
import { undecided } from '../../../src/economics/realised/undecided.ts'

const NOW = 120
const GAS = 3
/** Receipts of ten seconds are one sum. */
const STRETCH = 10
const NO_PRICE = missing<number>('NO_PRICE', 'price of X')

// Whole dollars, so that sums of doubles are exact.
const receipt = fc.record({
  at: fc.integer({ min: 0, max: NOW + 5 }),
  fee: fc.integer({ min: -20, max: 40 }),
})
const node = fc.record({
  joinedAt: fc.integer({ min: 0, max: 60 }),
  stays: fc.option(fc.integer({ min: 1, max: 80 })),
  unknownFrom: fc.option(fc.integer({ min: 0, max: NOW }), { freq: 4 }),
  receipts: fc.array(receipt, { maxLength: 40 }),
})

/** What is kept of one receipt: a fee costs gas to earn, what is below zero was given back. */
const toReceipt = ({ at, fee }: { at: number; fee: number }, unknownFrom: number | null): Receipt => ({
  at,
  usd: unknownFrom !== null && at >= unknownFrom ? NO_PRICE : known(fee >= 0 ? fee - GAS : fee),
})

/** Receipts of a stretch that are of one kind, as one. */
function summed(receipts: readonly Receipt[]): readonly Receipt[] {
  const kindOf = ({ at, usd }: Receipt) =>
    `${Math.floor(at / STRETCH)} ${usd.known ? usd.value >= -GAS : 'unknown'}`
  return [...Map.groupBy(receipts, kindOf).values()].map((group) => {
    const [first] = group
    const [from, to] = [Math.min(...group.map(({ at }) => at)), Math.max(...group.map(({ at }) => at))]
    if (!first || group.length === 1) return group[0] as Receipt
    const values = group.map(({ usd }) => (usd.known ? usd.value : 0))
    const total = values.reduce((sum, each) => sum + each, 0)
    const fees = values.filter((each) => each >= -GAS).length
    return {
      at: first.usd.known ? to : from,
      usd: first.usd.known ? known(total) : first.usd,
      sum: { from, to, spent: first.usd.known ? fees * GAS : 0 },
    }
  })
}

test('a life is what it is of single receipts once those of the undecided stretch are told apart', () => {
  fc.assert(
    fc.property(
      fc.array(node, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 0, max: 4 }),
      (drawn, capexUsd, runningUsdPerSecond) => {
        const cost = { capexUsd, runningUsdPerSecond }
        const single = drawn.map(
          ({ joinedAt, stays, unknownFrom, receipts }, index): NodeCash => ({
            node: `n${index}`,
            joinedAt,
            leftAt: stays === null ? null : joinedAt + stays,
            receipts: receipts.map((each) => toReceipt(each, unknownFrom)).sort((a, b) => a.at - b.at),
          }),
        )
        const sums = single.map((each) => ({ ...each, receipts: summed(each.receipts) }))
        const open = undecided(sums, cost, NOW)
        const from = open && Math.floor(open.from / STRETCH) * STRETCH
        const to = open && (Math.floor(open.to / STRETCH) + 1) * STRETCH
        const isOpen = (at: number) => from !== null && to !== null && at >= from && at < to
        const told = single.map((each, index) => ({
          ...each,
          receipts: [
            ...(sums[index]?.receipts ?? []).filter(({ at, sum }) => !isOpen(sum?.from ?? at)),
            ...each.receipts.filter(({ at }) => isOpen(at)),
          ].sort((a, b) => a.at - b.at),
        }))
        expect(undecided(told, cost, NOW)).toBeNull()
        expect(operatorLife(told, cost, NOW)).toEqual(operatorLife(single, cost, NOW))
      },
    ),
    { numRuns: 2000 },
  )
})
