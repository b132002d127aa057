import { allKnown, type Known, known, missing } from '../known.ts'
import type { RatePrior } from '../penalties.ts'
import type { References } from '../references.ts'

/** The prior of the penalty rate, from the catalogue. `NOT_OBSERVED` when it has no such rows. */
export function readPrior(references: References): Known<RatePrior> {
  const need = (quantity: string) => {
    const value = references.find('penalties', quantity)
    return value ? known(value) : missing<never>('NOT_OBSERVED', `penalties/${quantity} in the catalogue`)
  }
  return allKnown({
    events: need('rate-prior-events'),
    nodeYears: need('rate-prior-years'),
    poolLimitYears: need('pool-limit-years'),
  })
}
