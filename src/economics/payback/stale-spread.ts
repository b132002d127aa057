import { YEAR } from '../period.ts'
import type { ShownRow, UsedReference } from '../references.ts'
import type { Triangle } from './assumptions.ts'
import type { Spreads } from './spreads.ts'

type Row = Pick<UsedReference, 'id' | 'value' | 'low' | 'high' | 'asOf' | 'shelfLifeDays' | 'stale'>

const POWER = /^[^/]+\/(price|power|server-power|pue|idle-fraction)\//
const PRICE_OF_MACHINE = /^[^/]+\/(server-)?capex\//
const RESALE = /^[^/]+\/residual-/

/** Whether a stale row makes the range of months wider. */
export function widensRange({ rowId, stale }: Pick<ShownRow, 'rowId' | 'stale'>): boolean {
  return stale && [POWER, PRICE_OF_MACHINE, RESALE].some((kind) => kind.test(rowId))
}

/**
 * What is old is known less well: for each year past its shelf life a row's range widens by `perYear` on each side. It goes into
 * the power bill, the price of the machine and its resale; rows within their shelf life change nothing. `now` in Unix seconds.
 */
export function widenForAge(
  spreads: Spreads,
  used: readonly Row[],
  { now, perYear }: { readonly now: number; readonly perYear: number },
): Spreads {
  const years = (kind: RegExp) =>
    Math.max(0, ...used.filter(({ id, stale }) => stale && kind.test(id)).map((row) => yearsPast(row, now)))
  const wider = ({ low, mode, high }: Triangle, by: number): Triangle => ({
    low: Math.max(0, low * (1 - by)),
    mode,
    high: high * (1 + by),
  })
  const capex = used.find(({ id, stale }) => stale && PRICE_OF_MACHINE.test(id))
  return {
    ...spreads,
    powerFactor: wider(spreads.powerFactor, perYear * years(POWER)),
    residualSpread: Math.min(1, spreads.residualSpread + perYear * years(RESALE)),
    ...(capex ? { capexFactor: wider(rangeOf(capex), perYear * years(PRICE_OF_MACHINE)) } : {}),
  }
}

function yearsPast({ asOf, shelfLifeDays }: Row, now: number): number {
  return Math.max(0, now - Date.parse(asOf) / 1000 - shelfLifeDays * 86_400) / YEAR
}

/** A row's range against its value. */
function rangeOf({ value, low, high }: Row): Triangle {
  const mode = Number(value)
  return { low: Number(low ?? value) / mode, mode: 1, high: Number(high ?? value) / mode }
}
