import { describe, expect, test } from 'vitest'
import { SIMULATION } from '../../../src/economics/payback/assumptions.ts'
import { toExitAt } from '../../../src/economics/payback/distribution.ts'
import { simulate } from '../../../src/economics/payback/simulate.ts'
import { paybackWorld, WORLD_KINDS, type WorldKind } from '../../support/payback-worlds.ts'

// `npm run worlds` asks 200 of each kind.
const WORLDS = Number(process.env.ASSAY_WORLDS || 24)

/** Share of worlds whose future lay between the 5 % and the 95 % point of what leaving after 12 months was said to bring. */
function coverageOf(kind: WorldKind, worlds: number): number {
  let held = 0
  for (let seed = 1; seed <= worlds; seed++) {
    const { given, gain } = paybackWorld(kind, seed)
    const paths = simulate(given, { ...SIMULATION, paths: 500, horizonMonths: 12, seed })
    const at = paths.exitAt.find(({ month }) => month === 12)
    const { p5, p95 } = toExitAt(12, at?.gain ?? new Float64Array(1))
    if (gain >= p5 && gain <= p95) held++
  }
  return held / worlds
}

describe('5–95 % intervals of worlds that nobody has seen', () => {
  test.each(WORLD_KINDS)('hold what came: $name', (kind) => {
    const found = coverageOf(kind, WORLDS)
    // Few worlds say little: 24 of which 90 % hold are 18 to 24.
    expect(found).toBeGreaterThanOrEqual(WORLDS < 200 ? 0.75 : 0.85)
    expect(found).toBeLessThanOrEqual(WORLDS < 200 ? 1 : 0.95)
  })
})
