import type { Figure, PaybackAnswer } from './answer.ts'
import { toPercent } from './bars.ts'
import type { AskedPayback } from './question.ts'

/** A figure's value with its unit, or why it has none. */
export function sayFigure({ value, reason, unit, missing }: Figure): string {
  if (value !== null) return `${value} ${unit}`
  const inputs = missing.map((each) => each.input).filter((each) => each !== '')
  return inputs.length > 0
    ? `not known (${reason}: ${[...new Set(inputs)].join('; ')})`
    : `not known (${reason})`
}

/** The answer for somebody who reads nothing else. A date of the oldest stale input and the class of money stand in it. */
export function toSentence(found: PaybackAnswer, { machine, count, role }: AskedPayback, network: string) {
  const what = machine.kind === 'instance' ? machine.name : `${count} × ${machine.name}`
  const where = `as ${role} on ${network} (${found.class} money)`
  return `${sayAnswer(found, what, where)}${sayRent(found)}${sayAge(found)}`
}

function sayAnswer(found: PaybackAnswer, what: string, where: string): string {
  const why = [...new Set(found.missing.map(({ reason, input }) => `${input} (${reason})`))].join('; ')
  switch (found.answer) {
    case 'ESTIMATE':
      return sayEstimate(found, what, where)
    case 'NOT_APPLICABLE':
      return `${what} ${where} has nothing to pay back. Of a node like those of the history: net cash per month ${sayFigure(found.netCashPerMonth)}; margin per request ${sayFigure(found.marginPerRequest)}.`
    case 'REFUSED':
      return `${what} cannot serve ${where}: ${why}.`
    case 'INSUFFICIENT_DATA':
      return `Whether ${what} ${where} pays for itself cannot be told yet: ${why}.`
    default:
      return `Whether ${what} ${where} pays for itself is not known: ${why}.`
  }
}

function sayEstimate({ machine, horizonMonths }: PaybackAnswer, what: string, where: string): string {
  if (machine === null) return `${what} ${where}: the answer has no distribution.`
  const { months, never } = machine
  if (months.value === null)
    return `${what} ${where} does not pay for itself within ${horizonMonths} months in ${toPercent(never)} of the simulated futures.`
  const last = months.quantiles?.p95 ?? `more than ${horizonMonths}`
  return `${what} ${where} pays for itself in ${months.value} months (5 to 95 %: ${months.quantiles?.p5 ?? 'not known'} to ${last}), in ${toPercent(never)} of the simulated futures not within ${horizonMonths}.`
}

function sayRent({ rentedOut }: PaybackAnswer): string {
  const ahead = rentedOut?.advantage.value
  if (ahead === null || ahead === undefined) return ''
  const amount = `${ahead.replace('-', '')} USD a month`
  return ahead.startsWith('-')
    ? ` Rented out, it would leave ${amount} more.`
    : ` Rented out, it would leave ${amount} less.`
}

function sayAge({ assumptions, marginPerRequest }: PaybackAnswer): string {
  const stale = marginPerRequest.stale
  const dates = (assumptions?.references ?? []).filter((each) => each.stale).map((each) => each.asOf)
  const [oldest] = [...dates, ...stale.map((each) => each.split(' as of ')[1] ?? '')]
    .filter((each) => each !== '')
    .sort()
  return oldest === undefined
    ? ''
    : ` It stands on reference values that are past their shelf life, the oldest as of ${oldest}.`
}
