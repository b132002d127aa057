import { toDecimal } from '../../../economics/exact.ts'
import { type FigureKind, written } from '../../../economics/figure.ts'
import { type Known, missing } from '../../../economics/known.ts'
import { withoutMoney } from '../../../economics/price-use.ts'
import {
  byCohort,
  type Lifetime,
  medianLifetime,
  type SurvivalStep,
  survivalCurve,
} from '../../../economics/survival.ts'
import type { NetworkMoney } from '../open/network.ts'
import type { NodeLife } from '../rows/lifetimes.ts'
import { createWriter } from './public.ts'

const METHOD = 'survival-1'
const DAYS: FigureKind = { unit: 'days', methodVersion: METHOD, places: 3 }

/** What the resolver of `Survival.leavers` needs of its parent. */
export interface SurvivalParent {
  readonly money: NetworkMoney
  readonly lifetimes: readonly NodeLife[]
}

/** Who stayed how long. What those who left had earned is answered by its own field. */
export function toPublicSurvival(money: NetworkMoney, lifetimes: readonly NodeLife[], now: number) {
  const write = createWriter(withoutMoney(money.context, lifetimes.length))
  const curve = survivalCurve(lifetimes, now)
  const gone = lifetimes.filter((life) => life.leftAt !== null)
  return {
    nodes: lifetimes.length,
    left: gone.length,
    medianDays: write(medianOf(lifetimes, curve), DAYS),
    steps: curve.map(toPublicStep),
    cohorts: [...byCohort(lifetimes)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([cohort, lives]) => {
        const steps = survivalCurve(lives, now)
        return {
          cohort,
          nodes: lives.length,
          left: lives.filter((life) => life.leftAt !== null).length,
          medianDays: write(medianOf(lives, steps), DAYS),
          steps: steps.map(toPublicStep),
        }
      }),
    parent: { money, lifetimes } satisfies SurvivalParent,
  }
}

function medianOf(lives: readonly Lifetime[], curve: readonly SurvivalStep[]): Known<number> {
  return lives.length === 0 ? missing('NOT_OBSERVED', 'nodes') : medianLifetime(curve)
}

function toPublicStep({ days, atRisk, left, survival, error }: SurvivalStep) {
  return { days: written(days, 3), atRisk, left, survival: toDecimal(survival, 6), error: written(error, 6) }
}
