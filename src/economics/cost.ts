import {
  add,
  compare,
  divide,
  type Exact,
  exact,
  maximum,
  multiply,
  ONE,
  power,
  subtract,
  ZERO,
} from './exact.ts'
import type { Window } from './figure.ts'
import { allKnown, type Known, known, mapKnown, missing } from './known.ts'
import { MONTH, YEAR } from './period.ts'

/** What a node does: decides which costs it has. A `tee-proxy` is an enclave that forwards to somebody else's model. */
const ROLES: readonly string[] = ['tee-proxy', 'tee-gpu', 'snark-prover', 'validator']

/** A rented machine, and what the node pays others to answer its requests. */
interface InstanceCosts {
  readonly kind: 'instance'
  /** Its name in the catalogue, or its owner's own. */
  readonly name?: string
  readonly usdPerHour: Known<Exact>
  /** Upstream API spend for each request that was paid for; zero for a node that answers by itself. */
  readonly upstreamUsdPerRequest: Known<Exact>
}

/** What a machine still fetches at an age, as a share of its price. */
export interface ResalePoint {
  readonly months: Exact
  readonly share: Exact
}

/**
 * How a machine loses its value: the one curve that statements, the series of a role, yields, payback and leaving stand on.
 * `straight`: in straight lines from its price over `points`, in the order of their age, and no further after the last.
 * `declining`: by a share of what is left each year, linear within it, down to `floor`.
 */
export type Depreciation =
  | { readonly method: 'straight'; readonly points: readonly ResalePoint[] }
  | { readonly method: 'declining'; readonly yearlyRate: Exact; readonly floor: Exact }

/** A machine of one's own. */
export interface MachineCosts {
  readonly kind: 'machine'
  readonly hardware: string
  /** False: it has no confidential mode, so it cannot serve in a TEE role. Null: not known. */
  readonly confidentialMode: boolean | null
  readonly capexUsd: Known<Exact>
  /** Unix seconds from which it is written off. */
  readonly boughtAt: number
  readonly depreciation: Depreciation
  readonly watts: Known<Exact>
  /** Share of full power that it draws without work. */
  readonly idleFraction: Exact
  /** Share of time under load, from observed assignments. */
  readonly utilisation: Known<Exact>
  readonly usdPerKwh: Known<Exact>
  /** Power at the meter over power at the machine. */
  readonly pue: Exact
  /** Space, network and bandwidth. */
  readonly hostingUsdPerMonth: Known<Exact>
  /** What it would be rented out as; left out: one card on the catalogue's terms. */
  readonly letting?: Letting
}

/** The operator's own terms of renting a machine out; undefined: the catalogue's. */
export interface Letting {
  /** Cards in the machine: the market quotes rent by the card. */
  readonly cards: number
  /** Of one card. */
  readonly usdPerHour: Exact | undefined
  /** Share of the rent that the marketplace keeps. */
  readonly marketplaceFee: Exact | undefined
}

export type CostModel = InstanceCosts | MachineCosts

export interface RunningCosts {
  readonly power: Exact
  readonly hosting: Exact
  readonly upstream: Exact
}

/** The model when it fits the role, or why it does not. */
export function costModelFor(role: string, model: CostModel): Known<CostModel> {
  if (!ROLES.includes(role)) return missing('ROLE_UNKNOWN', `cost model of role "${role}"`)
  if (role === 'tee-proxy' && model.kind === 'machine')
    return missing(
      'NOT_APPLICABLE',
      `a tee-proxy runs on an instance and buys answers: ${model.hardware} is not its cost`,
    )
  if (role === 'tee-gpu' && model.kind === 'machine' && model.confidentialMode === null)
    return missing(
      'COST_UNKNOWN',
      `whether ${model.hardware} has a confidential mode: give cost.confidentialMode`,
    )
  if (role === 'tee-gpu' && model.kind === 'machine' && !model.confidentialMode)
    return missing(
      'NO_CONFIDENTIAL_MODE',
      `${model.hardware} has no confidential mode and cannot serve as a TEE`,
    )
  return known(model)
}

/** What running costs over a window, in USD. `requests` is the number of paid requests in it. */
export function runningCosts(model: CostModel, window: Window, requests: number): Known<RunningCosts> {
  const seconds = exact(window.to - window.from)
  if (model.kind === 'instance')
    return mapKnown(allKnown({ hour: model.usdPerHour, request: model.upstreamUsdPerRequest }), (usd) => ({
      power: ZERO,
      hosting: multiply(usd.hour, multiply(seconds, exact(1, 3600))),
      upstream: multiply(usd.request, exact(requests)),
    }))
  return mapKnown(
    allKnown({ power: powerUsdPerSecond(model), hosting: model.hostingUsdPerMonth }),
    (usd) => ({
      power: multiply(usd.power, seconds),
      hosting: multiply(usd.hosting, multiply(seconds, exact(1, MONTH))),
      upstream: ZERO,
    }),
  )
}

/** `watts · (idle + (1 − idle) · utilisation) · PUE · price of a kWh`, per second. */
export function powerUsdPerSecond(model: MachineCosts): Known<Exact> {
  const { watts, utilisation, usdPerKwh } = model
  return mapKnown(allKnown({ watts, utilisation, usdPerKwh }), (known) => {
    const load = add(model.idleFraction, multiply(subtract(ONE, model.idleFraction), known.utilisation))
    const kilowatts = multiply(multiply(known.watts, load), multiply(model.pue, exact(1, 1000)))
    return multiply(multiply(kilowatts, known.usdPerKwh), exact(1, 3600))
  })
}

/** How much value the machine loses in a window, in USD. The parts of a window add up: it is a difference of book values. */
export function depreciationOver(model: CostModel, window: Window): Known<Exact> {
  if (model.kind === 'instance') return known(ZERO)
  return mapKnown(model.capexUsd, (capex) =>
    subtract(bookValue(model, capex, window.from), bookValue(model, capex, window.to)),
  )
}

/** The curve of a machine that loses the same each day of its life, down to the share of its price that is left then. */
export function straightLine(years: Exact, share: Exact): Depreciation {
  return { method: 'straight', points: [{ months: multiply(years, exact(12)), share }] }
}

/** What the machine is worth at a moment, USD. */
export function bookValue(model: MachineCosts, capex: Exact, at: number): Exact {
  return multiply(capex, resaleShare(model.depreciation, Math.max(0, at - model.boughtAt)))
}

/** The share of its price that a machine still fetches at an age in seconds. */
export function resaleShare(depreciation: Depreciation, age: number): Exact {
  if (depreciation.method === 'straight') return shareBetween(depreciation.points, exact(age, MONTH))
  const { yearlyRate, floor } = depreciation
  const whole = Math.floor(age / YEAR)
  const start = power(subtract(ONE, yearlyRate), whole)
  return maximum(
    floor,
    subtract(start, multiply(multiply(start, yearlyRate), exact(age - whole * YEAR, YEAR))),
  )
}

/** On straight lines from 1 at no age over the points; after the last as there. */
export function shareBetween(points: readonly ResalePoint[], months: Exact): Exact {
  let before: ResalePoint = { months: ZERO, share: ONE }
  for (const point of points) {
    if (compare(months, point.months) < 0) {
      const part = divide(subtract(months, before.months), subtract(point.months, before.months))
      return add(before.share, multiply(part, subtract(point.share, before.share)))
    }
    before = point
  }
  return before.share
}
