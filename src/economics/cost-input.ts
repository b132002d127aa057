import type { CostModel } from './cost.ts'
import { currencyRow, inDollars } from './cost-currency.ts'
import { unusable } from './errors.ts'
import { compare, type Exact, exact, fromDecimal, multiply, ONE, ZERO } from './exact.ts'
import { allKnown, type Known, known, missing } from './known.ts'
import { nearNames } from './machine-name.ts'
import { findReference, type ReferenceRows } from './reference-rows.ts'
import { References } from './references.ts'
import { resaleCurve } from './resale.ts'

/** GraphQL's CostInput. */
export interface CostInput {
  readonly role?: string | null
  readonly hardware?: string | null
  readonly instance?: string | null
  readonly usdPerHour?: string | null
  readonly upstreamUsdPerRequest?: string | null
  readonly capexUsd?: string | null
  readonly boughtAt?: string | null
  readonly depreciation?: 'STRAIGHT_LINE' | 'DECLINING' | null
  readonly years?: string | null
  readonly yearlyRate?: string | null
  readonly residualShare?: string | null
  readonly watts?: string | null
  readonly utilisation?: string | null
  readonly usdPerKwh?: string | null
  readonly pue?: string | null
  readonly hostingUsdPerMonth?: string | null
  readonly gasUsdPerDay?: string | null
  readonly gasUsdPerClaim?: string | null
  readonly commission?: string | null
  readonly stakeRate?: string | null
  readonly confidentialMode?: boolean | null
  readonly count?: number | null
  readonly rentUsdPerHour?: string | null
  readonly marketplaceFee?: string | null
  readonly country?: string | null
  readonly currency?: string | null
  readonly usdPerCurrency?: string | null
}

type Numeric = {
  [K in keyof CostInput]-?: K extends
    | 'role'
    | 'hardware'
    | 'instance'
    | 'boughtAt'
    | 'depreciation'
    | 'confidentialMode'
    | 'count'
    | 'country'
    | 'currency'
    | 'usdPerCurrency'
    ? never
    : K
}[keyof CostInput]

// More than all of something, or a number with which a simulation would leave the doubles, is a slip of the pen.
const SHARES: ReadonlySet<Numeric> = new Set([
  'residualShare',
  'utilisation',
  'commission',
  'yearlyRate',
  'marketplaceFee',
])
const MOST = exact(1_000_000_000_000_000n)
const MOST_CARDS = 1024
// A building cannot draw less than the machine in it.
const LEAST: Partial<Record<Numeric, Exact>> = { pue: ONE }

/** Costs of a node with the marks of what was taken from the catalogue. */
export interface ResolvedCost {
  readonly model: Known<CostModel>
  /** The operator's own numbers, of which one at least is given; null: none is. */
  readonly gas: { readonly usdPerDay: Exact; readonly usdPerClaim: Exact } | null
  readonly commission: Known<Exact>
  readonly stakeRate: Known<Exact>
  readonly references: References
}

/**
 * A cost model from an operator's own numbers, filled up from the catalogue. `since`: from when a machine is written off when
 * no date is given (the window's start). `now`: the window's end, in Unix seconds; `end`: the node's own, where it left before.
 * @throws Unanswerable `BAD_USER_INPUT` for a number that is none, below zero, a share above one, a PUE below one, for a
 *   purchase after `end`, and for a currency of which nobody says what it is in USD
 */
export function toCost(
  stated: CostInput,
  catalogue: ReferenceRows,
  since: number,
  now: number,
  end: number = now,
): ResolvedCost {
  const references = new References(catalogue, now)
  const input = inDollars(stated, (currency) => references.findText(...currencyRow(currency)))
  const given = (name: Numeric): Exact | undefined => {
    const text = input[name]
    if (text === null || text === undefined) return undefined
    const [least, most] = [LEAST[name] ?? ZERO, SHARES.has(name) ? ONE : MOST]
    const value = readDecimal(text)
    if (value && compare(value, least) >= 0 && compare(value, most) <= 0) return value
    throw unusable(
      `cost.${name} must be a decimal number from ${least.n} to ${most.n}, got "${text.slice(0, 40)}"`,
    )
  }
  const looked = (subject: string, quantity: string) => references.find(subject, quantity)
  const cards = readCount(input.count)
  // The catalogue's numbers are of one card, or of one card's share of its server.
  const ofCards = (value: Exact | undefined) => value && multiply(value, exact(cards))
  const hint = (name: string) =>
    catalogue.values.some(({ subject }) => subject === name) ? '' : nearNames(catalogue, name)
  const need = (value: Exact | undefined, what: string): Known<Exact> =>
    value ? known(value) : missing('COST_UNKNOWN', what)
  // A machine's price and power are of one basis: both of a card's share of its server, or both of bare cards.
  const ofServer = (hardware: string) =>
    !['server-capex', 'server-power'].some((name) => !findReference(catalogue, hardware, name, now))
  const ofMachine = (hardware: string, quantity: 'capex' | 'power') =>
    ofCards(looked(hardware, ofServer(hardware) ? `server-${quantity}` : quantity))
  const electricity = input.country
    ? `electricity-${input.country.toLowerCase()}`
    : 'electricity-us-commercial'
  const instance = (): Known<CostModel> => {
    const name = input.instance ?? 'instance'
    const upstream = given('upstreamUsdPerRequest')
    return known({
      kind: 'instance',
      name,
      usdPerHour: need(
        given('usdPerHour') ?? looked(name, 'instance'),
        `USD per hour of ${name}${hint(name)}`,
      ),
      upstreamUsdPerRequest:
        input.role === 'tee-proxy' ? need(upstream, 'upstream spend per request') : known(upstream ?? ZERO),
    })
  }
  const machine = (): Known<CostModel> => {
    if (!input.hardware)
      return missing('COST_UNKNOWN', 'what the node runs on: give cost.hardware or cost.instance')
    const hardware = input.hardware
    const confidential = looked(hardware, 'confidential-mode')
    const years = given('years')
    if (years && years.n <= 0n) throw unusable('cost.years must be above zero')
    const own = {
      method: input.depreciation ?? undefined,
      years,
      yearlyRate: given('yearlyRate'),
      residualShare: given('residualShare'),
    }
    const defaults = allKnown({
      depreciation: resaleCurve(own, hardware, catalogue, references),
      idleFraction: need(looked('gpu', 'idle-fraction'), 'share of full power without work'),
      pue: need(given('pue') ?? looked('pue-survey-average', 'pue'), 'PUE'),
    })
    if (!defaults.known) return defaults
    const { idleFraction, pue, depreciation } = defaults.value
    return known({
      kind: 'machine',
      hardware,
      confidentialMode: input.confidentialMode ?? (confidential ? confidential.n === 1n : null),
      capexUsd: need(
        given('capexUsd') ?? ofMachine(hardware, 'capex'),
        `price of ${hardware}${hint(hardware)}`,
      ),
      boughtAt: readPurchase(input.boughtAt, end, now) ?? since,
      depreciation,
      watts: need(given('watts') ?? ofMachine(hardware, 'power'), `power of ${hardware}`),
      idleFraction,
      utilisation: need(given('utilisation'), 'share of time under load: no event tells it'),
      usdPerKwh: need(
        given('usdPerKwh') ?? looked(electricity, 'price'),
        input.country
          ? `price of electricity in ${input.country.slice(0, 20)}: give cost.usdPerKwh`
          : 'price of electricity',
      ),
      pue,
      hostingUsdPerMonth: need(
        given('hostingUsdPerMonth') ?? ofCards(looked(hardware, 'hosting')),
        `hosting of ${hardware}`,
      ),
      letting: { cards, usdPerHour: given('rentUsdPerHour'), marketplaceFee: given('marketplaceFee') },
    })
  }
  const found = input.instance || input.usdPerHour ? instance() : machine()
  const [perDay, perClaim] = [given('gasUsdPerDay'), given('gasUsdPerClaim')]
  const stakeRate = given('stakeRate') ?? looked('finance', 'risk-free-rate')
  return {
    model: found,
    gas: perDay || perClaim ? { usdPerDay: perDay ?? ZERO, usdPerClaim: perClaim ?? ZERO } : null,
    commission: need(given('commission'), 'commission'),
    stakeRate: need(stakeRate, 'what the stake would earn elsewhere'),
    references,
  }
}

function readCount(count: number | null | undefined): number {
  const cards = count ?? 1
  if (Number.isInteger(cards) && cards >= 1 && cards <= MOST_CARDS) return cards
  throw unusable(`cost.count must be 1 to ${MOST_CARDS} cards`)
}

/** When a machine was bought, or undefined when that is not given. A machine that is bought later earned nothing in the window. */
function readPurchase(text: string | null | undefined, end: number, now: number): number | undefined {
  if (!text) return undefined
  const at = Math.floor(Date.parse(text) / 1000)
  if (at <= end) return at
  const what = end < now ? 'the node left on' : "the window's end of"
  throw unusable(
    `cost.boughtAt is ${text.slice(0, 40)}, after ${what} ${new Date(end * 1000).toISOString()}: give an earlier day, or leave it out`,
  )
}

export function readDecimal(text: string): Exact | undefined {
  try {
    return fromDecimal(text)
  } catch {
    return undefined
  }
}
