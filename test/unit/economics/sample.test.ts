import { describe, expect, test } from 'vitest'
import { known } from '../../../src/economics/known.ts'
import { caveatsOf, LEAST_NODES, type Peer, sampleOf, tooFewNodes } from '../../../src/economics/sample.ts'

describe('how few nodes are too few', () => {
  // 95 % points of Student's t by degrees of freedom, as tables have them.
  const T95 = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86]

  test('the least number is the first whose range for one more is less than half again as wide', () => {
    const wider = T95.map((t, index) => (t * Math.sqrt(1 + 1 / (index + 2))) / 1.645)
    expect(wider.findIndex((factor) => factor < 1.5) + 2).toBe(LEAST_NODES)
    expect(wider.slice(0, 4).map((factor) => factor.toFixed(2))).toEqual(['4.70', '2.05', '1.60', '1.42'])
  })

  test('one fewer has no answer, and says how many there are', () => {
    expect(tooFewNodes(LEAST_NODES)).toBeUndefined()
    expect(tooFewNodes(LEAST_NODES - 1)).toEqual({
      known: false,
      missing: [
        { reason: 'INSUFFICIENT_DATA', input: '5 nodes of the role for a spread between nodes; there are 4' },
      ],
    })
  })
})

test('five nodes of one operator are five nodes of one hand, and the caveats say so', () => {
  const peers = Array.from(
    { length: 5 },
    (_, node): Peer => ({ node: `n${node}`, accounts: new Set(['owner']), joinedAt: 0, leftAt: null }),
  )
  const sample = sampleOf(peers, { from: 0, to: 86_400 }, known(null), 'none', known(true))
  expect(caveatsOf({ ...sample, operators: 1 }, 'x')[1]).toBe(
    "these nodes are of 1 operator only: how they differ says little of how another operator's would",
  )
  expect(caveatsOf({ ...sample, operators: 5 }, 'x')).toHaveLength(1)
})
