import { toDecimal } from '../../economics/exact.ts'
import { type FigureKind, written } from '../../economics/figure.ts'
import { type Known, missing } from '../../economics/known.ts'
import { withoutMoney } from '../../economics/price-use.ts'
import {
  byCohort,
  type Lifetime,
  medianLifetime,
  type SurvivalStep,
  survivalCurve,
} from '../../economics/survival.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import type { NetworkMoney } from './network.ts'
import { createWriter } from './public.ts'

const METHOD = 'survival-1'
const DAYS: FigureKind = { unit: 'days', methodVersion: METHOD, places: 3 }

// A node left when it was disabled and is so still, or when it fell silent for longer than the rule and is so still.
export const LEFT_AT = `case when n.enabled = false then extract(epoch from n.changed_time)
      when n.lapsed then extract(epoch from (select max(l.from_time) from api.lapse l
        where l.network = n.network and l.chain_id = n.chain_id and l.node_key = n.node_key and l.to_time is null)) end::double precision`
const LIFETIMES = `select '0x' || encode(n.node_key, 'hex'), extract(epoch from n.first_time)::double precision, ${LEFT_AT},
    n.role
  from api.node n where n.network = $1 and n.first_time < to_timestamp($2)`

/** A node's life and what it was. */
export interface NodeLife extends Lifetime {
  readonly role: string | null
}

/** Every node's life up to `now`. */
export async function listLifetimes(
  snapshot: Snapshot,
  network: string,
  now: number,
): Promise<readonly NodeLife[]> {
  const rows = await snapshot.rows(LIFETIMES, [network, now])
  return rows.map(([node, joinedAt, leftAt, role]) => ({
    node: String(node),
    joinedAt: Number(joinedAt),
    leftAt: leftAt === null || Number(leftAt) >= now ? null : Number(leftAt),
    role: role === null ? null : String(role),
  }))
}

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
