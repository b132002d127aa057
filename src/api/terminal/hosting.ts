import { exact, fromDecimal, multiply, toDecimal } from '../../economics/exact.ts'
import { findReference, likelyValue, type ReferenceRows } from '../../economics/reference-rows.ts'

/** What a machine's place in a rack costs, worked out of its power. */
export interface DerivedHosting {
  readonly usdPerMonth: string
  readonly source: string
  readonly asOf: string
}

/**
 * `kilowatts × colocation per kilowatt and month`, for cards whose own hosting no row of the catalogue gives; undefined where one does,
 * or where their power is not known. `watts`: of the whole machine, by its owner. `now` in Unix seconds.
 */
export function deriveHosting(
  catalogue: ReferenceRows,
  {
    name,
    count,
    watts,
  }: { readonly name: string; readonly count: number; readonly watts?: string | undefined },
  now: number,
): DerivedHosting | undefined {
  const find = (subject: string, quantity: string) => findReference(catalogue, subject, quantity, now)?.chosen
  const price = find('colocation', 'hosting')
  if (find(name, 'hosting') || !price || (watts !== undefined && !/^\d{1,9}(\.\d+)?$/.test(watts)))
    return undefined
  const power = find(name, 'server-power') ?? find(name, 'power')
  const whole = watts ? fromDecimal(watts) : power && multiply(fromDecimal(likelyValue(power)), exact(count))
  if (!whole) return undefined
  return {
    usdPerMonth: toDecimal(multiply(multiply(whole, exact(1, 1000)), fromDecimal(likelyValue(price))), 2),
    source: `${price.id} × ${watts ? '--watts' : power?.id}: ${price.source}`,
    asOf: price.as_of,
  }
}
