import { add, type Exact, toDecimal } from '../../economics/exact.ts'
import { type FigureContext, type FigureKind, USD, written } from '../../economics/figure.ts'
import { type Known, known, listKnown, mapKnown, missing } from '../../economics/known.ts'
import type { Entry } from '../../economics/ledger.ts'
import type { PriceBook } from '../../economics/price.ts'
import { priceUse, UNPRICED, valuedEntries, withPrices } from '../../economics/price-use.ts'
import {
  byCohort,
  type Lifetime,
  leaversEarned,
  medianLifetime,
  type SurvivalStep,
  survivalCurve,
} from '../../economics/survival.ts'
import { ofKind, totalValue } from '../../economics/value.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { createWriter } from './public.ts'

const METHOD = 'survival-1'
const DAYS: FigureKind = { unit: 'days', methodVersion: METHOD, places: 3 }

// A node left when it was disabled and is so still, or when it fell silent for longer than the rule and is so still.
export const LEFT_AT = `case when n.enabled = false then extract(epoch from n.changed_time)
      when n.lapsed then extract(epoch from (select max(l.from_time) from api.lapse l
        where l.network = n.network and l.chain_id = n.chain_id and l.node_key = n.node_key and l.to_time is null)) end::double precision`
const LIFETIMES = `select '0x' || encode(n.node_key, 'hex'), extract(epoch from n.first_time)::double precision, ${LEFT_AT}
  from api.node n where n.network = $1 and n.first_time < to_timestamp($2)`

/** Every node's life up to `now`. */
export async function listLifetimes(
  snapshot: Snapshot,
  network: string,
  now: number,
): Promise<readonly Lifetime[]> {
  const rows = await snapshot.rows(LIFETIMES, [network, now])
  return rows.map(([node, joinedAt, leftAt]) => ({
    node: String(node),
    joinedAt: Number(joinedAt),
    leftAt: leftAt === null || Number(leftAt) >= now ? null : Number(leftAt),
  }))
}

/** `entries`: the whole ledger of the class from its beginning, and prices for all of it. */
export function toPublicSurvival(
  lifetimes: readonly Lifetime[],
  entries: readonly Entry[],
  prices: PriceBook,
  now: number,
  context: FigureContext,
) {
  const write = createWriter(withPrices(context, UNPRICED))
  const curve = survivalCurve(lifetimes, now)
  const gone = lifetimes.filter((life) => life.leftAt !== null)
  const keys = new Set<string | null>(gone.map((life) => life.node))
  const theirs = entries.filter((entry) => keys.has(entry.node))
  const use = priceUse(valuedEntries(theirs, ['fee', 'emission']), prices)
  const earned = leaversEarned(
    listKnown(
      gone.map((life) =>
        grossOf(
          entries.filter((each) => each.node === life.node),
          prices,
        ),
      ),
    ),
  )
  const quantiles = earned.known
    ? {
        p5: null,
        p25: written(earned.value.p25, 6),
        p50: written(earned.value.p50, 6),
        p75: written(earned.value.p75, 6),
        p95: null,
      }
    : null
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
    leaversGross: createWriter(withPrices(context, use))(
      mapKnown(earned, (it) => it.p50),
      USD(METHOD),
      quantiles,
    ),
  }
}

function medianOf(lives: readonly Lifetime[], curve: readonly SurvivalStep[]): Known<number> {
  return lives.length === 0 ? missing('NOT_OBSERVED', 'nodes') : medianLifetime(curve)
}

/** Fees and emissions over a life: what it cost is the operator's knowledge. */
function grossOf(entries: readonly Entry[], prices: PriceBook): Known<Exact> {
  const fees = totalValue(ofKind(entries, 'fee'), prices)
  const emissions = totalValue(ofKind(entries, 'emission'), prices)
  if (!fees.known) return fees
  if (!emissions.known) return emissions
  return known(add(fees.value, emissions.value))
}

function toPublicStep({ days, atRisk, left, survival, error }: SurvivalStep) {
  return { days: written(days, 3), atRisk, left, survival: toDecimal(survival, 6), error: written(error, 6) }
}
