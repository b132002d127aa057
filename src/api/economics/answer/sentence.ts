import { widensRange } from '../../../economics/payback/stale-spread.ts'
import { YEAR } from '../../../economics/period.ts'
import { ofBareCards, type ShownRow } from '../../../economics/references.ts'
import { type AssumedInput, leftOut } from '../../../economics/usual-cost.ts'

/** A figure as it is served, as far as a sentence reads it. */
export interface SaidFigure {
  readonly value: string | null
  readonly reason: string | null
  readonly unit: string
  readonly missing: readonly { readonly reason: string; readonly input: string }[]
  readonly quantiles?: Readonly<Record<'p5' | 'p50' | 'p95', string | null>> | null
}

/** A payback answer as far as its sentence reads it. */
export interface SaidPayback {
  readonly answer: string
  readonly missing: readonly { readonly reason: string; readonly input: string }[]
  readonly class: string
  readonly netCashPerMonth: SaidFigure
  readonly marginPerRequest: SaidFigure
  readonly machine: { readonly months: SaidFigure; readonly never: string } | null
  readonly nodes: { readonly nodes: number; readonly machine: number } | null
  readonly entry: { readonly nodes: number; readonly share: string } | null
  readonly rentedOut: {
    readonly net: SaidFigure
    readonly advantage: SaidFigure
    readonly asOf: string
    readonly stale: boolean
  } | null
  readonly horizonMonths: number
  readonly references: readonly Pick<ShownRow, 'rowId' | 'basis' | 'asOf' | 'stale'>[]
  readonly assumed: readonly AssumedInput[]
}

/** Whose payback it is. `at`: Unix seconds that ages are counted to. */
export interface SaidQuestion {
  readonly what: string
  readonly role: string
  readonly network: string
  readonly at: number
}

/** The answer for somebody who reads nothing else: the age of its oldest stale input and the class of its money stand in the first sentence. */
export function toSentence(found: SaidPayback, { what, role, network, at }: SaidQuestion): string {
  const subject = `${what} as ${role} on ${network} (${found.class} money${ageOf(found, at)})`
  return `${sayAnswer(found, subject)}${sayNodes(found)}${sayEntry(found)}${sayRent(found)}${sayLeftOut(found)}`
}

/** A figure's value with its unit, or why it has none. */
export function sayFigure({ value, reason, unit, missing }: SaidFigure): string {
  if (value !== null) return `${value} ${unit}`
  const inputs = missing.map(({ input }) => input).filter((input) => input !== '')
  return inputs.length > 0
    ? `not known (${reason}: ${[...new Set(inputs)].join('; ')})`
    : `not known (${reason})`
}

/** A share as per cent with one place. */
export function toPercent(share: string): string {
  return `${(Number(share) * 100).toFixed(1)} %`
}

function sayAnswer(found: SaidPayback, subject: string): string {
  const why = [...new Set(found.missing.map(({ reason, input }) => `${input} (${reason})`))].join('; ')
  switch (found.answer) {
    case 'ESTIMATE':
      return sayEstimate(found, subject)
    case 'NOT_APPLICABLE':
      return `${subject} has nothing to pay back: a node like those of the history keeps ${sayUsd(found.netCashPerMonth)} a month, and a paid request leaves it ${sayUsd(found.marginPerRequest)} without emissions.`
    case 'REFUSED':
      return `${subject} cannot serve: ${why}.`
    case 'INSUFFICIENT_DATA':
      return `${subject}: whether it pays for itself cannot be told yet: ${why}.`
    default:
      return `${subject}: whether it pays for itself is not known: ${why}.`
  }
}

function sayEstimate({ machine, horizonMonths, references }: SaidPayback, subject: string): string {
  if (machine === null) return `${subject}: the answer has no distribution.`
  const { months, never } = machine
  if (months.value === null)
    return `${subject} does not pay for itself within ${horizonMonths} months in ${toPercent(never)} of the simulated futures.`
  const last = months.quantiles?.p95 ?? `more than ${horizonMonths}`
  return `${subject} pays for itself in ${months.value} months (5 to 95 %${references.some(widensRange) ? ', widened for that age' : ''}: ${months.quantiles?.p5 ?? 'not known'} to ${last}), in ${toPercent(never)} of the simulated futures not within ${horizonMonths}.`
}

function sayNodes({ nodes }: SaidPayback): string {
  return nodes ? ` Of the ${nodes.nodes} nodes that it stands on, ${nodes.machine} would have paid back.` : ''
}

function sayEntry({ answer, entry }: SaidPayback): string {
  if (!entry || entry.nodes === 0 || answer === 'REFUSED') return ''
  return ` As one node more than the ${entry.nodes} that are there, it is counted with ${toPercent(entry.share)} of what each of them earned.`
}

function sayRent({ rentedOut }: SaidPayback): string {
  if (!rentedOut) return ''
  const { net, advantage } = rentedOut
  if (advantage.value !== null) {
    const more = advantage.value.startsWith('-') ? 'more' : 'less'
    return ` Rented out, it would leave ${toCents(advantage.value.replace('-', ''))} USD a month ${more}.`
  }
  return net.value === null ? '' : ` Rented out, it would leave ${toCents(net.value)} USD a month.`
}

function sayLeftOut({ assumed, references }: SaidPayback): string {
  const parts = [...leftOut(assumed), ...ofBareCards(references)]
  return parts.length > 0 ? ` These figures are ${parts.join('; ')}.` : ''
}

function ageOf({ references, assumed, rentedOut }: SaidPayback, at: number): string {
  const dates = [...references, ...assumed, ...(rentedOut ? [rentedOut] : [])].flatMap((each) =>
    each.stale && each.asOf !== '' ? each.asOf : [],
  )
  const [oldest] = [...dates].sort()
  if (oldest === undefined) return ''
  const months = Math.floor((at - Date.parse(oldest) / 1000) / (YEAR / 12))
  return `; its oldest reference value past its shelf life is of ${oldest}, ${months} months ago`
}

function sayUsd(figure: SaidFigure): string {
  return figure.value === null ? sayFigure(figure) : `${toCents(figure.value)} ${figure.unit}`
}

function toCents(value: string): string {
  return Number(value).toFixed(2)
}
