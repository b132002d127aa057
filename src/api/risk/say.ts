import { compare, type Exact, exact, toNumber, ZERO } from '../../economics/exact.ts'

/** A share as per cent; one that is not nothing never reads as nothing. */
export function sayShare(share: Exact): string {
  const isSmall = compare(share, ZERO) > 0 && compare(share, exact(1, 1000)) < 0
  return isSmall ? 'less than 0.1 %' : `${(toNumber(share) * 100).toFixed(1).replace(/\.0$/, '')} %`
}
