import { currencyRow, inDollars } from './cost-currency.ts'
import type { CostInput } from './cost-input.ts'
import { unusable } from './errors.ts'
import { type Exact, exact, fromDecimal, multiply, toDecimal } from './exact.ts'
import { matchMachines, type NamedMachine, nearNames, sameMachine, usualRole } from './machine-name.ts'
import {
  findReference,
  isStale,
  likelyValue,
  type ReferenceRow,
  type ReferenceRows,
} from './reference-rows.ts'

/** An input that nobody gave, and what stands in its place. */
export interface AssumedInput {
  /** Its name in `CostInput`. */
  readonly input: string
  readonly value: string
  readonly source: string
  readonly asOf: string
  readonly stale: boolean
  readonly note: string
}

/** A cost without gaps that only an operator could fill, and what was put into them. */
export interface UsualCost {
  readonly cost: CostInput
  readonly assumed: readonly AssumedInput[]
}

/**
 * What somebody who has no node yet cannot know: the share of time under load and the commission stand at the value that is worst
 * for the answer, the place in a rack is worked out of the power where no row gives it, and gas and what a proxy pays for answers
 * are left out, which the answer's caveats say. A machine by another spelling gets the catalogue's name. Amounts come out in USD. `now` in
 * Unix seconds. `gasIsTold`: receipts say what gas cost, so that none is left out.
 * @throws Unanswerable `BAD_USER_INPUT`, as `inDollars`
 */
export function usualCost(
  given: CostInput,
  catalogue: ReferenceRows,
  now: number,
  gasIsTold = false,
): UsualCost {
  const exchanged: AssumedInput[] = []
  const dollars = inDollars(given, (currency) => {
    exchanged.push(...ofRow(catalogue, 'usdPerCurrency', currencyRow(currency), now))
    return exchanged[0]?.value
  })
  const cost = named(dollars, catalogue)
  const fromRow = (input: keyof CostInput, quantity: string) =>
    cost[input] === undefined || cost[input] === null
      ? ofRow(catalogue, input, ['payback', quantity], now)
      : []
  const noGas = !gasIsTold && !cost.gasUsdPerDay && !cost.gasUsdPerClaim
  const rented = Boolean(cost.instance ?? cost.usdPerHour)
  const assumed = [
    ...(rented ? [] : fromRow('utilisation', 'utilisation')),
    ...fromRow('commission', 'commission'),
    ...(rented || cost.hostingUsdPerMonth ? [] : hostingOf(cost, catalogue, now)),
    ...(rented && cost.role === 'tee-proxy' ? fromRow('upstreamUsdPerRequest', UPSTREAM) : []),
    ...(noGas ? fromRow('gasUsdPerDay', 'gas-usd-per-day') : []),
  ]
  return {
    cost: { ...cost, ...Object.fromEntries(assumed.map(({ input, value }) => [input, value])) },
    assumed: [...exchanged, ...assumed],
  }
}

const UPSTREAM = 'upstream-usd-per-request'
const LEFT_OUT: Readonly<Record<string, string>> = {
  gasUsdPerDay: 'before gas: no fact tells who pays it; cost.gasUsdPerDay or cost.gasUsdPerClaim does',
  upstreamUsdPerRequest:
    'before what a proxy pays for the answers that it sells: cost.upstreamUsdPerRequest tells it',
}

/** What the figures leave out, because nobody said how much it is. */
export function leftOut(assumed: readonly AssumedInput[]): readonly string[] {
  return assumed.flatMap(({ input, value }) => (Number(value) === 0 ? (LEFT_OUT[input] ?? []) : []))
}

/** The cost with the catalogue's own name of its machine, and with the role of such a machine where none is said. */
function named(cost: CostInput, catalogue: ReferenceRows): CostInput {
  const machine = machineOf(cost, catalogue)
  if (!machine) return cost
  const { hardware: _hardware, instance: _instance, ...rest } = cost
  const role = cost.role ?? usualRole(catalogue, machine)
  return { ...rest, role, [machine.kind === 'instance' ? 'instance' : 'hardware']: machine.name }
}

/** The one that a cost's words mean; a machine of which its owner gives the price may have any name, also one that is a part of another's. */
function machineOf(
  { instance, hardware, capexUsd, usdPerHour }: CostInput,
  catalogue: ReferenceRows,
): NamedMachine | undefined {
  const words = instance ?? hardware
  if (!words || (!instance && usdPerHour)) return undefined
  const own = Boolean(instance ? usdPerHour : capexUsd)
  const same = sameMachine(catalogue, words)
  const near = own || same ? [] : matchMachines(catalogue, words)
  const found = same ?? (near.length === 1 ? near[0] : undefined)
  // What is said to be rented is no machine of one's own.
  return instance && found?.kind !== 'instance' ? undefined : found
}

function ofRow(
  catalogue: ReferenceRows,
  input: string,
  [subject, quantity]: readonly [subject: string, quantity: string],
  now: number,
): AssumedInput[] {
  const found = findReference(catalogue, subject, quantity, now)
  if (!found) return []
  const { id, source, as_of: asOf } = found.chosen
  return [
    {
      input,
      value: likelyValue(found.chosen),
      source: `${id}: ${source}`,
      asOf,
      stale: found.stale,
      note: NOTES[input] ?? '',
    },
  ]
}

const NOTES: Readonly<Record<string, string>> = {
  utilisation: 'the most that power costs',
  commission: 'the least that an operator keeps',
  gasUsdPerDay: 'left out: no fact tells who pays gas',
  upstreamUsdPerRequest: 'left out: what answers cost upstream',
}

/** `kilowatts × colocation per kilowatt and month`, for cards whose own hosting no row gives, and whose power is known. */
function hostingOf(cost: CostInput, catalogue: ReferenceRows, now: number): AssumedInput[] {
  const name = cost.hardware ?? ''
  const find = (subject: string, quantity: string) => findReference(catalogue, subject, quantity, now)?.chosen
  const price = find('colocation', 'hosting')
  if (find(name, 'hosting') || !price) return []
  const row = (find(name, 'server-capex') && find(name, 'server-power')) ?? find(name, 'power')
  const watts = wattsOf(cost, row)
  if (!watts) return []
  const kilowatts = multiply(watts, exact(1, 1000))
  const used = cost.watts || !row ? [price] : [price, row]
  return [
    {
      input: 'hostingUsdPerMonth',
      value: toDecimal(multiply(kilowatts, fromDecimal(likelyValue(price))), 2),
      source: `${price.id} × ${cost.watts ? 'cost.watts' : row?.id}: ${price.source}`,
      asOf: price.as_of,
      stale: used.some((each) => isStale(each, now)),
      note: 'kilowatts × colocation',
    },
  ]
}

function wattsOf({ watts, count }: CostInput, row: ReferenceRow | undefined): Exact | undefined {
  // A number that is none is refused where the cost is read.
  if (watts) return /^\d{1,9}(\.\d{1,9})?$/.test(watts) ? fromDecimal(watts) : undefined
  return row && multiply(fromDecimal(likelyValue(row)), exact(count ?? 1))
}

/**
 * What a node of a role costs: the role says whose nodes are asked about, and `cost.role`, where it is given, as what their machine is
 * costed.
 */
export function costOfRole(role: string | null, cost?: CostInput | null): CostInput {
  return { ...cost, role: cost?.role ?? role }
}

/** The role that is asked about: as said, else that of the cost or which its machine fits; undefined: neither tells it. */
export function roleSaid(
  { role, cost }: { readonly role?: string | null; readonly cost?: CostInput | null },
  catalogue: ReferenceRows,
): string | undefined {
  return role ?? (cost && named(cost, catalogue).role) ?? undefined
}

/**
 * The role that is asked about: as said, or that which the machine of a cost fits.
 * @throws Unanswerable `BAD_USER_INPUT` where neither tells it
 */
export function roleAsked(asked: Parameters<typeof roleSaid>[0], catalogue: ReferenceRows): string {
  const found = roleSaid(asked, catalogue)
  if (found) return found
  const { cost } = asked
  const words = cost?.hardware ?? cost?.instance
  throw unusable(
    `give role, or a machine of the catalogue as cost.hardware or cost.instance${words ? `: there is ${words.slice(0, 40)}${nearNames(catalogue, words)}` : ''}`,
  )
}
