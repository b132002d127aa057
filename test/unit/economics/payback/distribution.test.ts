import { expect, test } from 'vitest'
import { known } from '../../../../src/economics/known.ts'
import { toDistribution, toExitAt } from '../../../../src/economics/payback/distribution.ts'
import { nodeSpread } from '../../../../src/economics/payback/node-spread.ts'
import type { SampledNode } from '../../../../src/economics/payback/sampled-nodes.ts'

test('months until paid back count up to the end of a year, and those beyond the horizon as never', () => {
  const months = Float64Array.of(36, Number.POSITIVE_INFINITY, 12, 48, 24)
  expect(toDistribution(months, 48)).toEqual({
    p5: known(expect.closeTo(14.4, 9)),
    p50: known(36),
    p95: {
      known: false,
      missing: [{ reason: 'NEVER_WITHIN_HORIZON', input: 'the 95 % point lies beyond 48 months' }],
    },
    within12: 1 / 5,
    within24: 2 / 5,
    within36: 3 / 5,
    never: expect.closeTo(1 / 5, 12),
  })
})

test('leaving covers what was put in from a gain of nothing on', () => {
  expect(toExitAt(12, Float64Array.of(30, 0, -10, -20, 10))).toEqual({
    month: 12,
    covers: 3 / 5,
    p5: expect.closeTo(-18, 9),
    p50: 0,
    p95: expect.closeTo(26, 9),
  })
})

test('a node has paid back when it does in half of its paths; nodes that no path drew do not count', () => {
  const never = Number.POSITIVE_INFINITY
  const sampled = [true, false, true].map((left) => ({ left }) as SampledNode)
  const paths = {
    node: Int32Array.of(0, 0, 1, 1, 1),
    machine: Float64Array.of(3, never, 5, never, never),
    cash: Float64Array.of(never, never, 5, 5, never),
    exit: new Float64Array(5),
    exitAt: [],
  }
  expect(nodeSpread(sampled, paths)).toEqual({ nodes: 2, left: 1, machine: 1, cash: 1 })
})
